// A printed page, with a box around the words of each cell.

import { announce, fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { ask, way } from "./net.js";

export class Printed {
  constructor(id, pages, pointed) {
    this.id = id;
    this.pages = pages;
    this.pointed = pointed;
    this.page = 1;
    this.element = h("div", { class: "printed" });
    this.tools = h("span", { class: "leaf" });
  }

  /** Show a page; throws where it can not be drawn. */
  async show(page) {
    if (this.told?.page !== page) {
      const told = await ask(`/api/documents/${way(this.id)}/pages/${page}`);
      this.told = told;
      this.page = page;
      this.draw();
    }
    this.leaf();
  }

  draw() {
    const { width, height, boxes, page } = this.told;
    const image = h("img", { src: `/api/documents/${way(this.id)}/pages/${page}.png`, alt: `${t("page")} ${page}`, width: Math.round(width), height: Math.round(height) });
    const marks = boxes.map((one) => this.box(one, width, height));
    this.sheet = h("div", { class: "sheet-of-paper" }, image, marks);
    this.sheet.addEventListener("click", (event) => this.clicked(event));
    fill(this.element, this.sheet);
  }

  box({ cell, box: [x0, y0, x1, y1], quote }, width, height) {
    const mark = h("span", { class: "box", data: { cell, quote } });
    mark.style.left = `${(100 * x0) / width}%`;
    mark.style.top = `${(100 * y0) / height}%`;
    mark.style.width = `${(100 * (x1 - x0)) / width}%`;
    mark.style.height = `${(100 * (y1 - y0)) / height}%`;
    return mark;
  }

  leaf() {
    const control = (by, name, words) => h("button", { "aria-label": t(name), disabled: this.page + by < 1 || this.page + by > this.pages, onclick: () => this.turn(by) }, words);
    const zoom = h("button", { "aria-pressed": String(this.element.classList.contains("near")), "aria-label": t("zoom"), title: t("zoom"), onclick: () => { this.element.classList.toggle("near"); this.leaf(); } }, "⌕");
    fill(this.tools, zoom, control(-1, "previousPage", "←"), h("span", { class: "range" }, `${t("page")} ${this.page} / ${this.pages}`), control(1, "nextPage", "→"));
  }

  turn(by) {
    const next = this.page + by;
    if (next >= 1 && next <= this.pages) this.show(next).then(() => this.light(null));
  }

  /** Light up the words of a cell. */
  light(key) {
    this.first = null;
    for (const mark of this.sheet.querySelectorAll(".box")) {
      const is_lit = mark.dataset.cell === key;
      mark.classList.toggle("lit", is_lit);
      if (is_lit) this.first ??= mark;
    }
    if (this.first) announce(this.first.dataset.quote);
  }

  reveal() {
    if (!this.first) return;
    const image = this.sheet.querySelector("img");
    const there = () => this.first?.scrollIntoView({ block: "center", inline: "nearest" });
    if (image.complete) there();
    else image.addEventListener("load", there, { once: true });
  }

  /** Tell which cells stand where the page was clicked, the smallest first. */
  clicked(event) {
    const around = [...this.sheet.querySelectorAll(".box")].map((mark) => [mark, mark.getBoundingClientRect()])
      .filter(([, box]) => box.left <= event.clientX && event.clientX <= box.right && box.top <= event.clientY && event.clientY <= box.bottom)
      .sort(([, one], [, other]) => one.width * one.height - other.width * other.height);
    const keys = [...new Set(around.map(([mark]) => mark.dataset.cell))];
    this.light(keys[0] ?? null);
    this.pointed(keys);
  }
}
