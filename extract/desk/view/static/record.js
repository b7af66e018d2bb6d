// The cells of a row: a label, a value that leads to its words, how it was read.

import { h } from "./dom.js";
import { named, t } from "./i18n.js";
import { link } from "./net.js";
import { meaning, plain, shown } from "./value.js";

/**
 * List the cells of a row. `lead` is asked for each cell with words in a document: it
 * returns the attributes of the control that leads there.
 */
export function cellsOf(table, cells, lead, skipped = () => false) {
  const row = Object.fromEntries(cells.map((cell) => [cell.column, cell.value]));
  const known = new Map(table.columns.map((column) => [column.name, column]));
  const lines = cells.filter((cell) => known.has(cell.column) && !skipped(known.get(cell.column))).map((cell) => line(known.get(cell.column), cell, row, lead));
  return h("dl", { class: "cells" }, lines);
}

function line(column, cell, row, lead) {
  return h("div", { class: "cell", data: { column: column.name } },
    h("dt", { title: meaning(column) }, named(column), column.unit && h("small", {}, ` ${column.unit}`)),
    h("dd", {}, valued(column, cell, row, lead), noted(cell)));
}

function valued(column, cell, row, lead) {
  const words = Array.isArray(cell.value) && typeof cell.value[0] === "object" ? listed(cell.value) : shown(column, row);
  const ref = column.ref ? referred(column, cell.value) : null;
  if (ref) return h("a", { href: ref, class: "mono" }, plain(cell.value));
  if (column.name === "doc_id") return h("a", { href: link(["documents", cell.value]), class: "mono" }, cell.value);
  const control = cell.proofs.some((proof) => proof.start !== null) ? lead(cell) : null;
  if (!control) return h("span", { class: column.role ? "mono" : null }, words);
  return h(control.href ? "a" : "button", { class: "value", "data-cell": cell.by, ...control }, words);
}

const listed = (items) => items.map((item) => h("span", { class: "item" }, plain(item)));

/** Where the id of another row leads. */
function referred(column, id) {
  if (column.ref === "drugs") return link(["drugs", id]);
  return link(["tables", column.ref, id]);
}

/** How a value follows from its words, where it is not simply quoted. */
function noted(cell) {
  const rules = [...new Set(cell.proofs.map((proof) => proof.rule).filter((rule) => rule && rule !== "quoted"))];
  return rules.length ? h("small", { class: "because", lang: "en", title: t("rule") }, rules.slice(0, 3).join("; ")) : null;
}

/** Lead to the words of a cell in the document that has them. */
export function toDocument(cell) {
  const proof = cell.proofs.find((one) => one.start !== null);
  return { href: link(["documents", proof.doc_id], { cell: cell.by }) };
}
