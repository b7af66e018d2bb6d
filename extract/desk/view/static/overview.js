// What came of the last run, on one screen.

import { fill, h } from "./dom.js";
import { isChinese, named, number, otherName, ruleWord, t, valueWord } from "./i18n.js";
import { ask, askOnce, declared, link } from "./net.js";
import { moving } from "./rows.js";

const STATUSES = ["ok", "partial", "quarantined", "duplicate"];
export const STATES = ["cells", "field", "label", "mention", "unread", "removed"];
const HEADLINES = ["drugs", "trials", "outcomes", "events", "policies", "problems"];

export async function show() {
  const [found, tables] = await Promise.all([askOnce("/api/overview"), declared()]);
  const coverage = h("div", { "aria-busy": "true" }, t("loading"));
  const repairs = h("div", { "aria-busy": "true" }, t("loading"));
  later(coverage, "/api/coverage", covered);
  later(repairs, "/api/repairs", repaired);
  const view = h("div", { class: "overview" },
    headline(found),
    tiles(found, tables),
    h("div", { class: "columns" },
      h("div", {}, part("byType", matrix(found.documents)), part("coverage", h("p", { class: "hint" }, t("coverageHint")), coverage), part("aside", aside(found.aside)), part("problems", problems(found.problems))),
      h("div", {}, part("perTable", counts(found.tables, tables)))),
    part("removedTitle", h("p", { class: "hint" }, t("removedHint")), repairs));
  return { title: t("overview"), view, keys: moving(() => [...view.querySelectorAll("section a")]) };
}

async function later(element, path, make) {
  try {
    const found = await askOnce(path);
    fill(element, make(found));
  } catch (error) {
    fill(element, h("p", { role: "alert" }, error.message));
  }
  element.removeAttribute("aria-busy");
}

const part = (name, ...inner) => h("section", { class: "part", id: `part-${name}` }, h("h2", {}, t(name)), inner);

function headline({ snapshot, run }) {
  const when = run ? ` · ${t("published")} ${run.ended_at ?? run.started_at} · ${t("took")} ${Math.round(run.seconds)} s` : "";
  return h("div", { class: "head" }, h("h1", {}, t("overview")), h("p", { class: "hint" }, `${t("snapshot")} ${snapshot}${when}`));
}

function tiles(found, tables) {
  const rows = new Map(found.tables.map((one) => [one.table, one.rows]));
  return h("div", { class: "tiles" }, ["documents", ...HEADLINES].map((name) =>
    h("a", { class: "tile", href: link(tables.has(name) && ["documents", "drugs", "problems"].includes(name) ? [name] : ["tables", name]), data: { table: name } },
      h("b", {}, number(rows.get(name))), h("span", {}, named(tables.get(name))))));
}

// --- documents

function matrix(counts) {
  if (!counts.length) return h("p", { class: "empty" }, t("noDocuments"));
  const types = [...new Set(counts.map((one) => one.source_type))];
  const statuses = STATUSES.filter((status) => counts.some((one) => one.status === status));
  const at = (type, status) => counts.filter((one) => (type === null || one.source_type === type) && (status === null || one.status === status)).reduce((sum, one) => sum + one.documents, 0);
  const cell = (type, status) => h("td", { class: "num" }, at(type, status) ? h("a", { href: link(["documents"], { "where.source_type": type, "where.status": status }) }, number(at(type, status))) : h("span", { class: "nil" }, "–"));
  const line = (type, name) => h("tr", {}, h("th", { scope: "row" }, name), statuses.map((status) => cell(type, status)), cell(type, null));
  return h("div", { class: "scroll" }, h("table", { class: "plain", id: "documents" },
    h("thead", {}, h("tr", {}, h("th", {}), statuses.map((status) => h("th", { scope: "col", class: "num" }, valueWord(status))), h("th", { scope: "col", class: "num" }, t("total")))),
    h("tbody", {}, types.map((type) => line(type, type === null ? "–" : valueWord(type)))),
    types.length > 1 && h("tfoot", {}, line(null, t("total")))));
}

function aside(documents) {
  if (!documents.length) return h("p", { class: "hint" }, t("noAside"));
  return h("ul", { class: "list" }, documents.map((one) => h("li", {},
    h("span", { class: `tag ${one.status}` }, valueWord(one.status)), " ", h("a", { href: link(["documents", one.doc_id]) }, one.path), h("p", { class: "hint", lang: "en" }, one.code && h("code", {}, one.code), " ", one.message))));
}

// --- lines

function covered({ counted, of, types }) {
  if (!counted) return h("p", { class: "hint" }, t("none"));
  const said = h("p", { class: "hint" }, `${t("counted")}: ${number(counted)} / ${number(of)}`);
  return [h("div", { class: "coverage" }, types.map(bar)), legend(STATES), said];
}

function bar(counts) {
  const total = STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const parts = STATES.filter((state) => counts[state]).map((state) => {
    const share = (100 * counts[state]) / total;
    const part = h("span", { class: `share ${state}`, title: `${valueWord(state)}: ${number(counts[state])} (${share.toFixed(1)} %)` }, share > 8 ? `${Math.round(share)} %` : "");
    part.style.flexGrow = counts[state];
    return part;
  });
  const words = STATES.map((state) => `${valueWord(state)} ${counts[state] ?? 0}`).join(", ");
  return h("div", { class: "covered", data: { type: counts.source_type } }, h("span", {}, valueWord(counts.source_type)), h("div", { class: "stack", role: "img", "aria-label": words }, parts), h("span", { class: "num faint" }, number(total)));
}

export const legend = (states) => h("p", { class: "legend" }, states.map((state) => h("span", {}, h("i", { class: `share ${state}` }), valueWord(state))));

// --- tables and problems

function counts(rows, tables) {
  const most = Math.max(1, ...rows.map((one) => one.rows));
  return h("ul", { class: "counts" }, rows.map(({ table, rows: n }) => {
    const known = tables.get(table);
    const width = h("i", {});
    width.style.width = `${(100 * Math.sqrt(n)) / Math.sqrt(most)}%`;
    return h("li", {}, h("a", { href: link(["tables", table]), title: known.meaning, data: { table } }, h("span", {}, named(known), " ", h("small", {}, otherName(known))), h("b", { class: n ? "" : "faint" }, number(n))), width);
  }));
}

function problems(found) {
  if (!found.length) return h("p", { class: "hint" }, t("noProblems"));
  return h("ul", { class: "list", id: "problems" }, found.map((one) => h("li", {},
    h("a", { class: "problem", href: link(["problems"], { "where.severity": one.severity, "where.code": one.code }) },
      h("span", { class: `tag ${one.severity}` }, valueWord(one.severity)), h("code", {}, one.code), h("b", {}, number(one.problems))),
    h("p", { class: "hint cut", lang: "en" }, one.example))));
}

// --- repairs

function repaired(rules) {
  if (!rules.length) return h("p", { class: "hint" }, t("none"));
  return h("div", { class: "repairs" }, rules.map((one) => h("article", { class: "repair", data: { rule: one.rule } },
    h("h3", {}, h("a", { href: link(["tables", "repairs"], { "where.rule": one.rule }) }, ruleWord(one.rule)), h("code", {}, isChinese() ? one.rule : ""), h("span", { class: "num" }, number(one.repairs))),
    h("p", { class: "hint" }, `${number(one.documents)} ${t("inDocuments")} · ${t("removedWords")} ${number(one.removed)} · ${t("changedWords")} ${number(one.repairs - one.removed)}`),
    h("ul", {}, one.examples.slice(0, 3).map(example)))));
}

function example({ doc_id, start, end, before, after }) {
  const to = after.trim() ? [h("span", { class: "arrow", "aria-hidden": "true" }, "→"), h("ins", {}, after.trim())] : null;
  return h("li", {}, h("a", { href: link(["documents", doc_id], { at: `${start}-${end}` }) }, h("del", { class: to ? "soft" : null }, before.trim()), to));
}
