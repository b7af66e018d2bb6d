// The list of all tables: what each holds, and how many rows.

import { h } from "./dom.js";
import { isChinese, named, number, otherName, t } from "./i18n.js";
import { declared, link } from "./net.js";
import { moving } from "./rows.js";

export async function show() {
  const known = [...(await declared()).values()];
  const cards = known.map((table) => h("a", { class: "card", href: link(["tables", table.name]) },
    h("span", { class: "name" }, named(table), " ", h("small", {}, otherName(table))),
    h("span", { class: table.rows ? "number" : "number faint" }, number(table.rows)),
    h("span", { class: "about", lang: "en" }, table.meaning)));
  const view = h("div", { class: "narrow" }, h("h1", {}, t("tables")), h("div", { class: "cards", "data-language": isChinese() }, cards));
  return { title: t("tables"), view, keys: moving(() => cards) };
}
