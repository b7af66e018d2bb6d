// The source as words, line by line: what was read, what was taken out, what is left.

import { announce, h, put } from "./dom.js";
import { number, ruleWord, t, valueWord } from "./i18n.js";
import { ask, way } from "./net.js";
import { focused } from "./rows.js";

const COUNTED = ["cells", "field", "label", "mention", "removed", "unread"];

export class Words {
  constructor(id, picked) {
    this.id = id;
    this.picked = picked;
    this.markup = false;
    this.forget();
    this.element = h("div", { class: "lines", role: "listbox", "aria-label": t("original") });
    this.element.addEventListener("click", (event) => this.clicked(event));
    this.element.addEventListener("keydown", (event) => this.pressed(event));
  }

  forget() {
    this.lines = [];
    this.rows = [];
    this.total = null;
  }

  tools(states) {
    const chips = COUNTED.filter((state) => states[state]).map((state) => {
      const inner = [h("i", { class: `share ${state}` }), valueWord(state), h("b", {}, number(states[state]))];
      if (state !== "unread") return h("span", { class: "count" }, inner);
      return h("button", { class: "count unread", title: `${t("nextUnread")} (n)`, onclick: () => this.nextUnread() }, inner);
    });
    const toggle = h("label", { class: "check" }, h("input", { type: "checkbox", checked: this.markup, onchange: (event) => this.withMarkup(event.target.checked) }), t("showMarkup"));
    return [h("span", { class: "states" }, chips), toggle];
  }

  // --- fetching

  async load() {
    if (this.total === null) await this.more();
  }

  async more() {
    const found = await ask(`/api/documents/${way(this.id)}/lines`, { first: this.lines.length, markup: this.markup ? "1" : "" });
    this.total = found.total;
    const made = found.lines.map((line) => this.line(line, found.cells));
    this.rest?.remove();
    put(this.element, made);
    this.rows.push(...made);
    if (!this.total) put(this.element, h("p", { class: "empty" }, t("noText")));
    if (this.lines.length < this.total) {
      this.rest = h("button", { class: "rest", onclick: () => this.more() }, `${t("more")} (${number(this.total - this.lines.length)})`);
      put(this.element, this.rest);
    }
    if (this.rows.length && !this.rows.some((row) => row.tabIndex === 0)) this.rows[0].tabIndex = 0;
  }

  async withMarkup(markup) {
    this.markup = markup;
    this.element.replaceChildren();
    this.forget();
    await this.load();
  }

  // --- a line

  line([n, state, stretches], names) {
    const line = { number: n, state, stretches: stretches.map(([start, end, text, kind, rule, after, cells]) => ({ start, end, text, kind, rule, after, cells: cells.map((at) => names[at]) })) };
    const words = h("span", { class: "words" }, line.stretches.map((stretch) => this.stretch(stretch)));
    const row = h("div", { class: `line ${state}`, role: "option", "aria-selected": "false", tabindex: "-1", data: { line: n }, title: state === "unread" ? valueWord(state) : null }, h("span", { class: "no", "aria-hidden": "true" }, n + 1), words);
    this.lines.push(line);
    return row;
  }

  stretch(stretch) {
    const kind = [stretch.kind, stretch.cells.length ? "read" : ""].filter(Boolean).join(" ");
    const said = stretch.kind ? `${ruleWord(stretch.rule)}: ${stretch.after.trim() ? `${stretch.text} → ${stretch.after}` : t("removedWords")}` : null;
    const tag = stretch.kind === "removed" ? "del" : "span";
    stretch.element = h(tag, { class: kind || null, title: said, data: { start: stretch.start, end: stretch.end } }, stretch.text);
    return stretch.element;
  }

  // --- lighting up

  dark() {
    for (const lit of this.element.querySelectorAll(".lit")) lit.classList.remove("lit");
    this.first = null;
  }

  light(fits) {
    this.dark();
    for (const line of this.lines) {
      for (const stretch of line.stretches) {
        if (!fits(stretch)) continue;
        stretch.element.classList.add("lit");
        this.first ??= stretch.element;
      }
    }
    if (this.first) announce(this.first.textContent);
    return Boolean(this.first);
  }

  /** Light up the words of a cell; those in the markup of a page are shown with it. */
  async lightCell(key, start) {
    await this.until(start);
    const fits = (stretch) => stretch.cells.includes(key);
    const isSeen = (stretch) => fits(stretch) && stretch.text.trim();
    if (!this.lines.some((line) => line.stretches.some(isSeen)) && !this.markup && start !== null) {
      await this.withMarkup(true);
      await this.until(start);
    }
    return this.light(fits);
  }

  async lightRange(start, end) {
    await this.until(start);
    const fits = (stretch) => stretch.start < end && start < stretch.end;
    return this.light(fits) || (!this.markup && (await this.withMarkup(true), await this.until(start), this.light(fits)));
  }

  /** Fetch lines until those with a raw character are there. */
  async until(start) {
    const last = () => this.lines.findLast((line) => line.stretches.length)?.stretches.at(-1).end ?? 0;
    while (start !== null && last() <= start && this.lines.length < this.total) await this.more();
  }

  reveal() {
    if (!this.first) return;
    const pane = this.element.parentElement;
    const box = this.first.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (pane.scrollHeight > pane.clientHeight + 4) pane.scrollTop += box.top - frame.top - frame.height / 3;
    else this.first.scrollIntoView({ block: "center" });
  }

  // --- moving and picking

  clicked(event) {
    const row = event.target.closest(".line");
    if (row && !String(getSelection())) this.pick(row, event.target);
  }

  pressed(event) {
    if (event.key !== "Enter" && event.key !== " ") return;
    const row = event.target.closest(".line");
    if (row) { event.preventDefault(); this.pick(row); }
  }

  pick(row) {
    for (const other of this.rows) other.setAttribute("aria-selected", String(other === row));
    focused(this.rows, row);
    this.picked(this.lines[Number(row.dataset.line)]);
  }

  step(by) {
    const now = this.rows.findIndex((row) => row.contains(document.activeElement));
    const from = now < 0 ? this.rows.findIndex((row) => row.getAttribute("aria-selected") === "true") : now;
    const next = this.rows[Math.min(this.rows.length - 1, Math.max(0, from + by))];
    if (next) this.pick(next);
    return Boolean(next);
  }

  async nextUnread() {
    const now = this.rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
    const find = (from) => this.rows.find((row, n) => n > from && row.classList.contains("unread"));
    while (!find(now) && this.lines.length < this.total) await this.more();
    const row = find(now) ?? find(-1);
    if (row) { this.pick(row); row.scrollIntoView({ block: "center" }); }
  }
}
