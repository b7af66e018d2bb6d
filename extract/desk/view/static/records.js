// The records that were read from a document, table by table.

import { h } from "./dom.js";
import { named, number, otherName, t, valueWord } from "./i18n.js";
import { link } from "./net.js";
import { cellsOf } from "./record.js";

const OPEN = 6; // rows of a table that are unfolded at first
const TITLES = ["generic_name", "title", "name", "endpoint_text", "term", "subject", "event_type", "guideline", "patent_number", "heading", "path", "item", "label", "text", "design", "kind"];

export class Records {
  constructor(tables, told, go, id) {
    this.tables = tables;
    this.go = go;
    this.id = id;
    this.proofs = new Map();
    for (const { rows } of told.records) {
      for (const { cells } of rows) for (const cell of cells) this.proofs.set(cell.by, [...(this.proofs.get(cell.by) ?? []), ...cell.proofs]);
    }
    const fieldsLast = [...told.records].filter((one) => one.table !== "fields" && one.table !== "documents");
    const rest = told.records.filter((one) => one.table === "documents" || one.table === "fields");
    this.element = h("div", { class: "records" }, h("p", { class: "hint" }, t("clickHint")), [...fieldsLast, ...rest].map((one) => this.group(one)));
  }

  group({ table, rows, total }) {
    const known = this.tables.get(table);
    const all = link(["tables", table], { "where.doc_id": this.id });
    const name = table === "documents" ? t("tellsOf") : named(known);
    const inner = table === "fields" ? this.fields(rows) : rows.map((row, n) => this.record(known, row, rows.length, n));
    return h("details", { class: "group", open: table !== "fields" && table !== "documents" && table !== "quantities", data: { table } },
      h("summary", {}, h("h2", {}, name, " ", h("small", {}, otherName(known))), h("span", { class: "num" }, number(total))),
      inner, total > rows.length && h("p", {}, h("a", { href: all }, `${t("moreRows")} (${number(total)})`)));
  }

  record(known, { id, cells }, count, n) {
    const body = cellsOf(known, cells, (cell) => this.lead(cell), (column) => this.isSkipped(column, known));
    if (count === 1) return h("div", { class: "record" }, this.open(known, id), body);
    return h("details", { class: "record", open: n < OPEN && count <= OPEN }, h("summary", {}, h("span", { class: "nth" }, n + 1), h("span", { class: "cut" }, title(cells))), this.open(known, id), body);
  }

  open(known, id) {
    if (known.name === "documents") return null;
    const to = known.name === "drugs" ? ["drugs", id] : ["tables", known.name, id];
    return h("a", { class: "permalink", href: link(to), "aria-label": t("open"), title: t("open") }, "#");
  }

  isSkipped(column, known) {
    return column.name === known.id || column.role === "id" || column.ref || column.name === "doc_id" || column.name === "doc_ids" || column.name.endsWith("_precision");
  }

  /** Printed fields are a list of their own: label and value as printed. */
  fields(rows) {
    const line = ({ id, cells }) => {
      const at = Object.fromEntries(cells.map((cell) => [cell.column, cell.value]));
      const key = `fields/${id}/value`;
      return h("div", { class: "cell" }, h("dt", { title: at.section ?? null }, at.label, h("small", {}, at.field ? ` ${at.field}` : "")), h("dd", {}, h("button", { class: "value", "data-cell": key, onclick: () => this.go(key) }, at.value ?? "–")));
    };
    return h("dl", { class: "cells" }, rows.map(line));
  }

  lead(cell) {
    const here = cell.proofs.find((proof) => proof.start !== null);
    return here ? { onclick: () => this.go(cell.by), title: here.quote } : null;
  }

  // --- a cell by its name

  has(key) { return this.proofs.has(key); }
  proof(key) { return (this.proofs.get(key) ?? []).find((proof) => proof.start !== null); }
  startOf(key) { return this.proof(key)?.start ?? null; }
  pageOf(key) { return this.proof(key)?.page ?? null; }
  ruleOf(key) { return (this.proofs.get(key) ?? []).map((proof) => proof.rule).find(Boolean) ?? ""; }

  mark(key) {
    for (const now of this.element.querySelectorAll(".chosen")) now.classList.remove("chosen");
    if (!key) return;
    for (const value of this.element.querySelectorAll(`[data-cell="${CSS.escape(key)}"]`)) value.closest(".cell").classList.add("chosen");
  }

  reveal(key) {
    if (!key) return;
    const value = this.element.querySelector(".chosen");
    if (!value) return;
    for (let at = value.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    const pane = this.element.parentElement;
    if (pane.scrollHeight <= pane.clientHeight + 4) return;
    const box = value.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) pane.scrollTop += box.top - frame.top - frame.height / 3;
  }
}

function title(cells) {
  const at = Object.fromEntries(cells.map((cell) => [cell.column, cell.value]));
  if (at.event_type) return [valueWord(at.event_type), at.event_date, at.description].filter(Boolean).join(" · ");
  if (at.endpoint_text) return [at.endpoint_text, at.arm, at.value !== undefined && `${at.value}${at.unit === "%" ? " %" : ""}`].filter(Boolean).join(" · ");
  const words = TITLES.map((name) => at[name]).find((value) => typeof value === "string" && value);
  return words ?? "";
}
