// A forest plot, drawn by the server; a list of endpoints to choose from.

import { drawing, fill, h } from "./dom.js";
import { language, t, valueWord } from "./i18n.js";
import { askWords } from "./net.js";

export class Plot {
  constructor(endpoints, path, across) {
    this.endpoints = endpoints;
    this.path = path;
    this.across = across;
    this.figure = h("figure", { class: "plot", tabindex: "0", "aria-label": t("plots") });
    this.choice = h("select", { "aria-label": t("chooseEndpoint"), onchange: (event) => this.show(endpoints[event.target.selectedIndex]) }, endpoints.map((one) => h("option", {}, named(one))));
    this.note = h("p", { class: "hint" });
    this.element = h("div", { class: "plotted" }, h("div", { class: "searching" }, h("label", {}, `${t("chooseEndpoint")} `, this.choice), this.note), this.figure, h("p", { class: "hint" }, t("dotHint")));
  }

  async show(one) {
    this.choice.selectedIndex = this.endpoints.indexOf(one);
    const { endpoint, statistic, unit } = one;
    const params = { endpoint, statistic, unit };
    fill(this.note, this.across && h("a", { href: this.across(params) }, t("acrossDrugs")), one.rows > 60 && ` · ${t("firstOnly")}`);
    try {
      const svg = drawing(await askWords(this.path, { ...params, lang: language() }));
      fill(this.figure, svg);
    } catch (error) {
      fill(this.figure, h("p", { role: "alert" }, error.message));
    }
  }
}

/** What an endpoint is called in a list. */
export function named({ endpoint, statistic, unit, rows, drugs }) {
  const many = drugs > 1 ? ` — ${drugs} ${t("drugsCount")}` : "";
  return `${endpoint} · ${valueWord(statistic)}${unit ? ` (${unit})` : ""} · ${rows} ${t("numbers")}${many}`;
}
