// One endpoint across all drugs.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { askOnce, link } from "./net.js";
import { Plot } from "./plot.js";

export async function show(at) {
  const endpoints = await askOnce("/api/endpoints");
  const head = h("div", { class: "head" }, h("h1", {}, t("outcomes")), h("p", { class: "hint" }, t("outcomesHint"), " · ", t("caution")));
  if (!endpoints.length) return { title: t("outcomes"), view: h("div", {}, head, h("p", { class: "empty" }, t("noOutcomes"))) };
  const plot = new Plot(endpoints, "/api/endpoints/plot.svg");
  const wanted = (params) => endpoints.find((one) => one.endpoint === params.get("endpoint") && one.statistic === params.get("statistic") && one.unit === (params.get("unit") ?? "")) ?? endpoints[0];
  plot.choice.addEventListener("change", () => {
    const { endpoint, statistic, unit } = endpoints[plot.choice.selectedIndex];
    history.replaceState(null, "", link(["outcomes"], { endpoint, statistic, unit }));
  });
  plot.show(wanted(at.params));
  return { title: t("outcomes"), view: h("div", { class: "outcomes" }, head, plot.element), changed: (params) => { plot.show(wanted(params)); return true; } };
}
