// What became of a line, or of a place on a page: cells, repairs, or nothing.

import { announce, fill, h } from "./dom.js";
import { named, ruleWord, t, valueWord } from "./i18n.js";
import { plain, shown } from "./value.js";

const SAID = { unread: "nothingRead", removed: "wasRemoved", blank: "wasBlank", label: "wasLabel", field: "fieldsOnly", mention: "mentionOnly" };

export class Fate {
  constructor(tables, told, go) {
    this.tables = tables;
    this.go = go;
    this.known = new Map();
    for (const { table, rows } of told.records) {
      for (const { id, cells } of rows) {
        const row = Object.fromEntries(cells.map((cell) => [cell.column, cell.value]));
        for (const cell of cells) this.known.set(`${table}/${id}/${cell.column}`, { table, cell, row });
      }
    }
    this.element = h("section", { class: "fate", hidden: true, tabindex: "-1", "aria-label": t("fate") });
  }

  /** Put it away; says whether it was there. */
  clear() {
    const was = !this.element.hidden;
    this.element.hidden = true;
    return was;
  }

  cell() {
    this.clear();
  }

  cells(keys) {
    if (!keys.length) { this.clear(); return; }
    this.put(h("h2", {}, t("became")), this.list(keys));
  }

  line(line) {
    const keys = [...new Set(line.stretches.flatMap((stretch) => stretch.cells))];
    const said = SAID[line.state] && h("p", { class: `said ${line.state}` }, t(SAID[line.state]));
    const repairs = line.stretches.filter((stretch) => stretch.kind && stretch.text.trim());
    this.put(h("h2", {}, t("fate"), h("small", {}, ` ${line.number + 1} · ${valueWord(line.state)}`)), said,
      keys.length > 0 && this.list(keys),
      repairs.length > 0 && h("h3", {}, t("repairs")), repairs.length > 0 && h("ul", { class: "changes" }, gathered(repairs).map(change)));
    announce(valueWord(line.state));
  }

  put(...inner) {
    const close = h("button", { class: "quiet close", "aria-label": t("close"), onclick: () => this.clear() }, "×");
    fill(this.element, close, inner);
    this.element.hidden = false;
  }

  list(keys) {
    const cells = keys.filter((key) => this.known.has(key)).map((key) => this.item(key));
    const others = keys.filter((key) => !this.known.has(key) && !key.startsWith("mentions/"));
    const names = keys.filter((key) => key.startsWith("mentions/")).length;
    return [
      cells.length > 0 && h("ul", { class: "became" }, cells),
      others.length > 0 && h("p", { class: "hint" }, `+ ${others.length}`),
      names > 0 && h("p", { class: "hint" }, `${named(this.tables.get("mentions"))}: ${names}`),
    ];
  }

  item(key) {
    const { table, cell, row } = this.known.get(key);
    const known = this.tables.get(table);
    const column = known.columns.find((one) => one.name === cell.column);
    const words = shown(column, row) ?? plain(cell.value);
    return h("li", {}, h("button", { class: "value", data: { cell: key }, onclick: () => this.go(key) }, h("small", {}, `${named(known)} · ${named(column)}`), h("span", {}, words)));
  }
}

/** Put repairs of one rule together: 灣 → 湾 occurs in every other word. */
function gathered(repairs) {
  const byRule = new Map();
  for (const one of repairs) {
    const changes = byRule.get(one.rule) ?? byRule.set(one.rule, []).get(one.rule);
    if (!changes.some((other) => other.text === one.text)) changes.push(one);
  }
  return [...byRule];
}

function change([rule, changes]) {
  const each = changes.slice(0, 12).map((one) => h("span", { class: "change" }, h("del", {}, one.text.trim()), one.after.trim() && [" → ", h("ins", {}, one.after.trim())]));
  return h("li", {}, h("b", {}, ruleWord(rule)), each);
}
