// One document: its source on one side, what was read from it on the other.

import { fill, h } from "./dom.js";
import { number, t, valueWord } from "./i18n.js";
import { ask, declared, link, way } from "./net.js";
import { Fate } from "./fate.js";
import { Printed } from "./printed.js";
import { Records } from "./records.js";
import { Words } from "./words.js";

export async function show(at) {
  const [id] = at.parts;
  const [told, tables] = await Promise.all([ask(`/api/documents/${way(id)}`), declared()]);
  const view = new View(id, told, tables);
  await view.follow(at.params);
  const { document: row } = told;
  return {
    title: row.title ?? row.path,
    view: view.element,
    keys: view.keys(),
    ready: () => { view.reveal(); return view.isAimed; },
    changed: (params) => { view.follow(params).then(() => view.reveal()); return true; },
  };
}

class View {
  constructor(id, told, tables) {
    this.id = id;
    this.told = told;
    this.fate = new Fate(tables, told, (key) => this.go({ cell: key }));
    this.records = new Records(tables, told, (key) => this.go({ cell: key }), id);
    this.words = new Words(id, (line) => this.picked(line));
    this.isPaged = told.document.n_pages > 0;
    this.printed = this.isPaged ? new Printed(id, told.document.n_pages, (keys) => this.pointed(keys)) : null;
    this.source = h("div", { class: "source-pane", role: "region", "aria-label": t("original") });
    this.mode = this.isPaged ? "page" : "text";
    this.element = this.made();
    this.switched();
  }

  // --- what is shown

  made() {
    const { document: row, problems } = this.told;
    this.note = h("p", { class: "note", role: "status", hidden: true });
    this.toolbar = h("div", { class: "toolbar" });
    this.tabs = h("div", { class: "tabs", role: "group" }, ["original", "records"].map((name) => h("button", { data: { side: name }, onclick: () => this.side(name) }, t(name))));
    this.panes = h("div", { class: "panes", data: { side: "original" } }, h("div", { class: "left" }, this.toolbar, this.note, this.source), h("aside", { class: "right", "aria-label": t("records") }, this.fate.element, this.records.element));
    const facts = [row.source_type && valueWord(row.source_type), row.publisher, row.published_at?.slice(0, 10), row.n_pages && `${row.n_pages} ${t("page")}`, row.media_type].filter(Boolean);
    const status = row.status === "ok" ? null : h("span", { class: `tag ${row.status}` }, valueWord(row.status));
    return h("div", { class: "document" },
      h("div", { class: "head" }, h("h1", {}, row.title ?? row.path), h("p", { class: "hint" }, status, " ", facts.join(" · "), " · ", h("span", { class: "mono" }, row.path))),
      problems.length > 0 && this.problems(problems), this.tabs, this.panes);
  }

  problems(found) {
    const line = (one) => h("li", {}, h("span", { class: `tag ${one.severity}` }, valueWord(one.severity)), " ", h("code", {}, one.code), " ", h("span", { lang: "en" }, one.message), " ",
      one.place && h("a", { href: link(["documents", this.id], { at: one.place.join("-") }) }, t("goToPlace")));
    return h("details", { class: "problems", open: found.some((one) => one.severity === "error") }, h("summary", {}, `${t("problems")} (${number(found.length)})`), h("ul", {}, found.map(line)));
  }

  switched() {
    const views = this.isPaged ? h("span", { class: "switch", role: "group" }, ["page", "text"].map((mode) => h("button", { "aria-pressed": String(this.mode === mode), onclick: () => this.setMode(mode) }, t(mode === "page" ? "pageView" : "text")))) : null;
    const own = this.mode === "page" ? [this.unread(), this.printed.tools] : this.words.tools(this.told.states);
    fill(this.toolbar, views, own);
    fill(this.source, this.mode === "page" ? this.printed.element : this.words.element);
  }

  /** From a page, unread lines are found in the words. */
  unread() {
    const found = this.told.states.unread;
    return found && h("button", { class: "count unread", title: `${t("nextUnread")} (n)`, onclick: () => this.nextUnread() }, h("i", { class: "share unread" }), valueWord("unread"), h("b", {}, number(found)));
  }

  async nextUnread() {
    if (this.mode !== "text") await this.setMode("text");
    await this.words.nextUnread();
  }

  side(name) {
    this.panes.dataset.side = name;
    for (const button of this.tabs.children) button.setAttribute("aria-pressed", String(button.dataset.side === name));
  }

  async setMode(mode) {
    this.mode = mode;
    this.switched();
    await this.aim();
    this.reveal();
  }

  // --- where the address leads

  /** Take what the address says: a cell, a range, words to look for. */
  async follow(params) {
    this.cell = params.get("cell");
    this.range = params.get("at");
    this.quote = params.get("quote");
    this.isAimed = Boolean(this.cell || this.range || this.quote);
    if (!this.isAimed) this.side("original");
    await this.aim();
  }

  go(params) {
    const next = link(["documents", this.id], params);
    if (location.hash === next) this.follow(new URLSearchParams(params)).then(() => this.reveal());
    else location.hash = next;
  }

  /** Light up what is asked for, in the words or on the page. */
  async aim() {
    this.say("");
    this.fate.clear();
    this.records.mark(this.cell);
    if (this.cell) this.side("original");
    if (this.mode === "page") {
      if ((this.range || this.quote) && !this.cell) { this.mode = "text"; this.switched(); }
      else { await this.aimPage(); return; }
    }
    await this.aimText();
  }

  async aimPage() {
    const page = this.records.pageOf(this.cell) ?? this.printed.page;
    try {
      await this.printed.show(page);
    } catch (error) {
      this.mode = "text";
      this.switched();
      await this.aimText();
      this.say(`${t("sourceGone")}${error.message}`);
      return;
    }
    this.printed.light(this.cell);
  }

  async aimText() {
    await this.words.load();
    if (this.cell) {
      if (await this.words.lightCell(this.cell, this.records.startOf(this.cell))) this.fate.cell(this.cell);
      else this.say(this.records.has(this.cell) ? `${t("noWords")}${this.records.ruleOf(this.cell)}` : t("placeGone"));
    } else if (this.range) {
      const [start, end] = this.range.split("-").map(Number);
      if (!await this.words.lightRange(start, end)) this.say(t("placeGone"));
    } else if (this.quote) await this.aimQuote();
    else this.words.dark();
  }

  async aimQuote() {
    try {
      const found = await ask(`/api/documents/${way(this.id)}/place`, { quote: this.quote });
      await this.words.lightRange(found.start, found.end);
    } catch (error) {
      this.say(error.message);
    }
  }

  say(words) {
    this.note.textContent = words;
    this.note.hidden = !words;
  }

  reveal() {
    if (this.mode === "page") this.printed.reveal();
    else this.words.reveal();
    this.records.reveal(this.cell);
  }

  // --- what is picked

  picked(line) {
    this.fate.line(line);
    this.records.mark(null);
  }

  pointed(keys) {
    this.fate.cells(keys);
    this.records.mark(keys[0] ?? null);
    this.records.reveal(keys[0]);
  }

  keys() {
    const text = (act) => () => (this.mode === "text" ? act() : false);
    return {
      j: text(() => this.words.step(1)),
      k: text(() => this.words.step(-1)),
      n: () => { this.nextUnread(); },
      "[": () => this.mode === "page" && this.printed.turn(-1),
      "]": () => this.mode === "page" && this.printed.turn(1),
      Escape: () => this.fate.clear(),
    };
  }
}
