// One table: a page of its rows, searched, filtered and sorted by the server.

import { calmly, fill, h } from "./dom.js";
import { named, number, otherName, t, valueWord } from "./i18n.js";
import { ask, askOnce, declared, link, way } from "./net.js";
import { focused, moving } from "./rows.js";
import { isNumber, meaning, shown } from "./value.js";

const LIMIT = 50;

// What is shown at first of tables with many columns, in this order.
const FIRST = {
  documents: ["title", "source_type", "status", "publisher", "published_at", "path", "n_pages", "bytes"],
  drugs: ["generic_name", "trade_name", "company", "category", "registration_class", "indication", "first_launch_china", "price", "approval_number"],
  policies: ["title", "doc_number", "agencies", "issued_on", "doc_type", "level", "region", "effective_on", "is_full_text"],
  events: ["event_date", "event_type", "modality", "drug_name", "description", "actors", "region", "amount"],
  outcomes: ["endpoint", "statistic", "value", "unit", "ci_low", "ci_high", "arm", "population", "timepoint_text", "n", "quote"],
  problems: ["severity", "code", "message", "quote", "table_name", "column_name"],
};

const TAGGED = new Set(["severity", "status", "modality"]);

export async function show(at) {
  const [name] = at.parts;
  const known = (await declared()).get(name);
  const table = known ?? { name, columns: [] };
  const state = { at, table, params: at.params, choices: known ? await askOnce(`/api/tables/${way(name)}/choices`) : {} };
  state.body = h("div", { class: "sheet" });
  state.foot = h("div", { class: "paging" });
  state.tools = h("div", { class: "filters" });
  await update(state);
  const title = known ? named(known) : name;
  const head = h("div", { class: "head" }, h("h1", {}, title, " ", known && h("small", {}, otherName(known))),
    known && h("p", { class: "about", lang: "en" }, known.meaning));
  return {
    title,
    view: h("div", { class: "grid" }, head, search(state), state.body, state.foot),
    keys: { ...moving(() => rowsOf(state)), "[": () => turn(state, -1), "]": () => turn(state, 1) },
    changed: (params) => { state.params = params; update(state); return true; },
  };
}

const rowsOf = (state) => [...state.body.querySelectorAll("tbody tr")];
const wheres = (params) => [...params].filter(([key]) => key.startsWith("where."));
const offsetOf = (params) => Math.max(0, Number(params.get("offset")) || 0);

function here(state, changes) {
  const params = { ...Object.fromEntries(state.params), offset: "", ...changes };
  return link(state.at.path.split("/").map(decodeURIComponent), params);
}

function to(state, changes) {
  location.hash = here(state, changes);
}

async function update(state) {
  const { params, table } = state;
  const mine = (state.turn = (state.turn ?? 0) + 1);
  state.body.setAttribute("aria-busy", "true");
  const asked = { ...Object.fromEntries(wheres(params)), q: params.get("q"), sort: params.get("sort"), desc: params.get("desc"), offset: offsetOf(params), limit: LIMIT };
  const found = await ask(`/api/tables/${way(table.name)}`, asked);
  if (mine !== state.turn) return;
  state.total = found.total;
  const had = state.body.contains(document.activeElement);
  fill(state.body, found.rows.length ? sheet(state, found.rows) : empty(state));
  state.body.removeAttribute("aria-busy");
  fill(state.foot, paging(state, found.rows.length));
  filters(state);
  if (had && found.rows.length) focused(rowsOf(state), rowsOf(state)[0]);
}

// --- searching and filtering

function search(state) {
  const sent = calmly((words) => to(state, { q: words }));
  const field = h("input", { type: "search", id: "search", value: state.params.get("q") ?? "", placeholder: t("searchIn"), "aria-label": t("search"), autocomplete: "off", spellcheck: "false", oninput: (event) => sent(event.target.value) });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") rowsOf(state)[0]?.focus();
  });
  return h("div", { class: "searching" }, h("span", { class: "searchfield" }, field, h("kbd", {}, "/")), state.tools);
}

function filters(state) {
  const known = new Map(state.table.columns.map((column) => [column.name, column]));
  const offered = Object.entries(state.choices).filter(([, values]) => values.length > 1 || values.some((v) => v.rows));
  const boxes = offered.map(([name, values]) => choice(state, known.get(name), values));
  const other = wheres(state.params).filter(([key]) => !Object.hasOwn(state.choices, key.slice(6)));
  const chips = other.map(([key, value]) => h("a", { class: "chip", href: here(state, { [key]: "" }), title: t("clear") }, `${named(known.get(key.slice(6)) ?? { name: key, label: key })}: ${value} ×`));
  const is_all = state.params.get("all") === "1";
  const all = h("label", { class: "check" }, h("input", { type: "checkbox", checked: is_all, onchange: (event) => to(state, { all: event.target.checked ? "1" : "", offset: offsetOf(state.params) || "" }) }), t("allColumns"));
  fill(state.tools, boxes, chips, all);
}

function choice(state, column, values) {
  const key = `where.${column.name}`;
  const now = state.params.get(key) ?? "";
  const options = values.map(({ value, rows }) => h("option", { value, selected: value === now }, `${column.values.length ? valueWord(value) : value} (${number(rows)})`));
  return h("select", { "aria-label": named(column), class: now ? "set" : "", onchange: (event) => to(state, { [key]: event.target.value }) },
    h("option", { value: "" }, `${named(column)}: ${t("all")}`), options);
}

function empty(state) {
  const is_asked = state.params.get("q") || wheres(state.params).length;
  return h("p", { class: "empty" }, is_asked ? t("noneMatching") : t("none"), " ",
    is_asked && h("a", { href: link(state.at.path.split("/")) }, t("clear")));
}

// --- the rows

function columnsOf(state) {
  const { columns, name, id } = state.table;
  if (state.params.get("all") === "1") return columns;
  const first = FIRST[name];
  if (first) return first.map((wanted) => columns.find((column) => column.name === wanted));
  return columns.filter((c) => c.name !== id && c.name !== "doc_id" && c.name !== "doc_ids" && !c.name.endsWith("_precision"));
}

function sheet(state, rows) {
  const columns = columnsOf(state);
  const has_source = state.table.columns.some((c) => c.name === "doc_id") && state.table.name !== "documents";
  const head = h("tr", {}, columns.map((column) => header(state, column)), has_source && h("th", { scope: "col" }, t("source")));
  const body = rows.map((row, n) => line(state, columns, row, n, has_source));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": named(state.table) },
    h("table", {}, h("thead", {}, head), h("tbody", {}, body)));
}

function header(state, column) {
  const is_sorted = state.params.get("sort") === column.name;
  const is_down = is_sorted && state.params.get("desc") === "1";
  const next = !is_sorted ? { sort: column.name, desc: "" } : is_down ? { sort: "", desc: "" } : { sort: column.name, desc: "1" };
  const order = is_sorted ? (is_down ? "descending" : "ascending") : null;
  const mark = is_sorted ? h("span", { class: "order", "aria-hidden": "true" }, is_down ? "↓" : "↑") : null;
  return h("th", { scope: "col", "aria-sort": order, class: isNumber(column) ? "num" : null, title: meaning(column) },
    h("button", { onclick: () => to(state, next) }, h("span", {}, named(column), mark), h("small", {}, otherName(column), column.unit && column.unit !== column.name && ` · ${column.unit}`)));
}

function line(state, columns, row, n, has_source) {
  const href = target(state.table, row);
  const cells = columns.map((column, at) => cell(state, column, row, at === 0 ? href : null));
  const source = has_source && h("td", {}, row.doc_id && h("a", { href: place(row), class: "source", "aria-label": t("source"), onclick: (event) => event.stopPropagation() }, "↗"));
  const open = () => { location.hash = href; };
  return h("tr", { tabindex: n === 0 ? "0" : "-1", onclick: (event) => { if (!String(getSelection())) open(event); }, onkeydown: (event) => { if (event.key === "Enter" && event.target.tagName === "TR") open(); } }, cells, source);
}

function cell(state, column, row, href) {
  const words = shown(column, row);
  const kind = isNumber(column) ? "num" : words?.length > 24 ? "long" : null;
  const tag = TAGGED.has(column.name) ? `tag ${row[column.name]}` : null;
  const inner = words === null ? h("span", { class: "nil", "aria-label": t("emptyValue") }, "–") : h("span", { class: tag }, words);
  return h("td", { class: kind }, href ? h("a", { href, tabindex: "-1" }, inner) : inner);
}

/** Where a row leads: a document, a drug, the place of a problem, or its cells. */
function target(table, row) {
  if (table.name === "documents") return link(["documents", row.doc_id]);
  if (table.name === "drugs") return link(["drugs", row.drug_id]);
  if (table.name === "problems" || table.name === "repairs" || table.name === "evidence") return row.doc_id ? place(row) : link(["tables", table.name, `@${row["@"]}`]);
  return link(["tables", table.name, table.id ? row[table.id] : `@${row["@"]}`]);
}

/** The place in the document that a row of any table points to. */
export function place(row) {
  const has_cell = row.table_name && row.row_id && row.column_name;
  const params = has_cell ? { cell: `${row.table_name}/${row.row_id}/${row.column_name.split(".")[0]}` }
    : Number.isInteger(row.start) ? { at: `${row.start}-${row.end}` }
      : row.severity && row.quote ? { quote: row.quote } : {};
  return link(["documents", row.doc_id], params);
}

// --- paging

function paging(state, shownRows) {
  const from = offsetOf(state.params);
  const range = shownRows ? `${number(from + 1)}–${number(from + shownRows)} / ${number(state.total)}` : number(state.total);
  return [
    h("button", { onclick: () => turn(state, -1), disabled: from === 0, "aria-keyshortcuts": "[" }, `← ${t("previous")}`),
    h("span", { class: "range", role: "status" }, `${range} ${t("rows")}`),
    h("button", { onclick: () => turn(state, 1), disabled: from + shownRows >= state.total, "aria-keyshortcuts": "]" }, `${t("next")} →`),
  ];
}

function turn(state, by) {
  const next = offsetOf(state.params) + by * LIMIT;
  if (next < 0 || next >= state.total) return false;
  to(state, { offset: next || "" });
  return true;
}
