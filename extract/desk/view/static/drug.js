// One drug: what it is, what happened to it, what its trials showed.

import { fill, h } from "./dom.js";
import { language, named, number, otherName, t, valueWord } from "./i18n.js";
import { ask, declared, link, way } from "./net.js";
import { Plot } from "./plot.js";
import { cellsOf, toDocument } from "./record.js";
import { moving } from "./rows.js";
import { plain, shown } from "./value.js";

const OTHERS = ["filings", "patents", "recommendations", "adverse_events", "quantities", "filing_changes"];
const HIDDEN = new Set(["drug_id", "doc_id", "doc_ids", "generic_name"]);

export async function show(at) {
  const [id] = at.parts;
  const [found, tables] = await Promise.all([ask(`/api/drugs/${way(id)}`), declared()]);
  const { row } = found;
  const view = h("div", { class: "drug" },
    h("div", { class: "head" }, h("h1", {}, row.generic_name ?? id, row.trade_name && h("small", {}, ` ${row.trade_name}`)), h("p", { class: "hint" }, [row.company, row.english_name].filter(Boolean).join(" · "))),
    h("div", { class: "columns" },
      h("div", {}, part(t("timeline"), null, timeline(found.related.events.rows, tables.get("events"))), part(t("trialsTitle"), null, trials(found, tables)), part(t("plots"), null, plots(id, found.endpoints))),
      h("div", {}, part(t("about"), null, cellsOf(tables.get("drugs"), found.cells, toDocument, (column) => HIDDEN.has(column.name) || column.name.endsWith("_precision"))), part(t("sources"), found.documents.length, sources(found.documents)), others(found, tables))));
  return { title: row.generic_name ?? id, view, keys: moving(() => [...view.querySelectorAll(".timeline a, .trial-line a")]) };
}

const part = (title, count, ...inner) => h("section", { class: "part" }, h("h2", {}, title, count !== null && h("small", {}, ` ${number(count)}`)), inner);

// --- events

function timeline(events, table) {
  if (!events.length) return h("p", { class: "hint" }, t("noEvents"));
  const date = table.columns.find((column) => column.name === "event_date");
  const legend = h("p", { class: "legend" }, ["happened", "planned", "forecast", "denied"].map((modality) => h("span", {}, h("i", { class: `dot ${modality}` }), valueWord(modality))));
  return [legend, h("ol", { class: "timeline" }, events.map((event) => occurrence(event, date)))];
}

function occurrence(event, date) {
  const where = [event.region, event.amount && `${event.amount_text ?? event.amount}`, event.n_reports > 1 && `${event.n_reports} ${t("reports")}`].filter(Boolean).join(" · ");
  const modality = event.modality ?? "happened";
  return h("li", { class: modality },
    h("time", { datetime: event.event_date ?? null }, shown(date, event) ?? t("undated")), h("i", { class: `dot ${modality}` }),
    h("div", {}, h("a", { href: link(["documents", event.doc_id], { cell: `events/${event.event_id}/description` }) }, h("b", {}, valueWord(event.event_type)), modality !== "happened" && h("span", { class: `modality ${modality}` }, valueWord(modality))),
      h("p", {}, event.description), where && h("p", { class: "hint" }, where)));
}

// --- trials

function trials(found, tables) {
  const { trials: { rows }, outcomes } = found.related;
  const known = tables.get("trials");
  const of = (id) => outcomes.rows.filter((outcome) => outcome.trial_id === id);
  const ids = new Set(rows.map((trial) => trial.trial_id));
  const outside = outcomes.rows.filter((outcome) => !ids.has(outcome.trial_id));
  if (!rows.length && !outside.length) return h("p", { class: "hint" }, t("noTrials"));
  const cards = rows.map((trial) => h("article", { class: "trial" }, h("h3", {}, h("a", { href: link(["tables", "trials", trial.trial_id]) }, trial.design ?? named(known)), trial.stage && h("span", { class: "tag" }, trial.stage)), facts(trial, known), results(of(trial.trial_id))));
  return [cards, outside.length > 0 && h("article", { class: "trial" }, h("h3", {}, t("otherOutcomes")), results(outside))];
}

function facts(trial, known) {
  const names = ["enrolled", "comparator", "cutoff_date", "median_follow_up_months"];
  const told = names.filter((name) => trial[name] !== null).map((name) => {
    const column = known.columns.find((one) => one.name === name);
    return h("span", {}, `${named(column)}: `, h("b", {}, shown(column, trial)), column.unit === "months" ? " m" : "");
  });
  return told.length > 0 && h("p", { class: "facts" }, told);
}

function results(outcomes) {
  if (!outcomes.length) return null;
  const line = (one) => h("tr", { class: "trial-line" },
    h("th", { scope: "row" }, h("a", { href: link(["documents", one.doc_id], { cell: `outcomes/${one.outcome_id}/${one.value === null ? "ci_low" : "value"}` }), title: one.quote }, one.endpoint ?? one.endpoint_text), h("small", {}, one.statistic && ` ${valueWord(one.statistic)}`)),
    h("td", { class: "num" }, one.not_reached ? "NR" : plain(one.value), " ", h("small", {}, one.unit)),
    h("td", { class: "num" }, interval(one)),
    h("td", {}, [one.arm, one.versus && `vs ${one.versus}`, one.population, one.timepoint_text].filter(Boolean).join(" · ")),
    h("td", { class: "num" }, one.n === null ? "" : `n=${one.n}`), h("td", { class: "num" }, one.p_value && `p ${one.p_value}`));
  return h("div", { class: "scroll" }, h("table", { class: "plain results" }, h("tbody", {}, outcomes.map(line))));
}

function interval({ ci_low: low, ci_high: high }) {
  if (low === null && high === null) return "";
  return `${low === null ? "NR" : plain(low)} – ${high === null ? "NR" : plain(high)}`;
}

function plots(id, endpoints) {
  if (!endpoints.length) return h("p", { class: "hint" }, t("noOutcomes"));
  const plot = new Plot(endpoints, `/api/drugs/${way(id)}/plot.svg`, (one) => link(["outcomes"], one));
  plot.show(endpoints[0]);
  return plot.element;
}

// --- the rest

function sources(documents) {
  return h("ul", { class: "list" }, documents.map((one) => h("li", {}, h("a", { href: link(["documents", one.doc_id]) }, one.title ?? one.path), h("p", { class: "hint" }, [one.source_type && valueWord(one.source_type), one.published_at?.slice(0, 10), one.path].filter(Boolean).join(" · ")))));
}

function others(found, tables) {
  const links = OTHERS.filter((name) => found.related[name].total).map((name) => h("li", {}, h("a", { href: link(["tables", name], { "where.drug_id": found.row.drug_id }) }, h("span", {}, named(tables.get(name)), " ", h("small", {}, otherName(tables.get(name)))), h("b", {}, number(found.related[name].total)))));
  return links.length > 0 && part(t("tables"), null, h("ul", { class: "counts" }, links));
}
