// One row with every cell, and the words that each was read from.

import { h } from "./dom.js";
import { named, otherName, t } from "./i18n.js";
import { ask, declared, link, way } from "./net.js";
import { cellsOf, toDocument } from "./record.js";
import { moving } from "./rows.js";

export async function show(at) {
  const [name, id] = at.parts;
  const tables = await declared();
  const found = await ask(`/api/tables/${way(name, "rows", id)}`);
  const table = tables.get(name);
  const title = named(table);
  const list = cellsOf(table, found.cells, toDocument);
  for (const [n, cell] of [...list.children].entries()) quoted(cell, found.cells[n]);
  const view = h("div", { class: "narrow row-page" },
    h("p", { class: "crumbs" }, h("a", { href: link(["tables"]) }, t("tables")), " / ", h("a", { href: link(["tables", name]) }, title)),
    h("h1", {}, title, " ", h("small", {}, `${otherName(table)} · ${id}`)), list);
  return { title, view, keys: moving(() => [...list.querySelectorAll("a.value")]) };
}

/** Show the words below the value where they differ from it. */
function quoted(line, cell) {
  const seen = new Set([String(cell.value)]);
  for (const proof of cell.proofs.slice(0, 6)) {
    const quote = proof.quote ?? "";
    if (!quote || seen.has(quote)) continue;
    seen.add(quote);
    const place = [proof.path, proof.page && `${t("page")} ${proof.page}`].filter(Boolean).join(" · ");
    line.querySelector("dd").append(h("blockquote", {}, quote, h("cite", {}, place)));
  }
}
