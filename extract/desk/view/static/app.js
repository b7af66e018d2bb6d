// The frame of the page: which place is shown, the bar above it, and the keys.

import { announce, fill, h } from "./dom.js";
import { language, t, toggle } from "./i18n.js";
import { link } from "./net.js";
import * as documents from "./document.js";
import * as drug from "./drug.js";
import * as grid from "./grid.js";
import * as outcomes from "./outcomes.js";
import * as overview from "./overview.js";
import * as row from "./row.js";
import * as tables from "./tables.js";

const main = document.getElementById("main");
let turn = 0;
let place = { keys: {} };

/** Each place: what its address looks like, and who shows it. */
const PLACES = [
  [/^$/, () => overview.show],
  [/^tables$/, () => tables.show],
  [/^tables\/([^/]+)$/, () => grid.show],
  [/^tables\/([^/]+)\/([^/]+)$/, () => row.show],
  [/^documents$/, () => (at) => grid.show({ ...at, parts: ["documents"] })],
  [/^documents\/([^/]+)$/, () => documents.show],
  [/^drugs$/, () => (at) => grid.show({ ...at, parts: ["drugs"] })],
  [/^drugs\/([^/]+)$/, () => drug.show],
  [/^outcomes$/, () => outcomes.show],
  [/^problems$/, () => (at) => grid.show({ ...at, parts: ["problems"] })],
];

function address() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { path, params: new URLSearchParams(query) };
}

async function go() {
  const mine = ++turn;
  const { path, params } = address();
  frame(path);
  // A place may take a change of its address without being made anew.
  if (place.path === path && place.language === language() && place.changed?.(params)) return;
  main.setAttribute("aria-busy", "true");
  const shown = await made(path, params);
  if (mine !== turn) return;
  place = { keys: {}, path, language: language(), ...shown };
  fill(main, shown.view);
  main.removeAttribute("aria-busy");
  document.title = `${shown.title} · pharmatables`;
  announce(shown.title);
  if (!shown.ready?.()) window.scrollTo(0, 0);
}

async function made(path, params) {
  for (const [pattern, find] of PLACES) {
    const found = pattern.exec(path);
    if (!found) continue;
    try {
      const parts = found.slice(1).map(decodeURIComponent);
      return await find()({ path, parts, params });
    } catch (error) {
      return trouble(error);
    }
  }
  return { title: t("failed"), view: h("p", { class: "empty" }, t("unknownPlace")) };
}

function trouble(error) {
  const view = h("div", { class: "empty", role: "alert" }, h("h1", {}, t("failed")), h("p", {}, error.message));
  return { title: t("failed"), view };
}

// --- the bar

const BAR = [["overview", ""], ["drugs", "drugs"], ["outcomes", "outcomes"], ["documents", "documents"], ["tables", "tables"], ["problems", "problems"]];

function frame(path) {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  document.getElementById("skip").textContent = t("skip");
  const here = path.split("/")[0];
  const nav = document.getElementById("nav");
  nav.setAttribute("aria-label", "pharmatables");
  fill(nav, BAR.map(([name, to]) => h("a", { href: link(to ? [to] : []), "aria-current": here === to ? "page" : null }, t(name))));
  nav.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  fill(document.getElementById("tools"),
    h("button", { class: "quiet", id: "keys", "aria-label": t("help"), title: t("help"), onclick: help }, "?"),
    h("button", { class: "quiet", id: "language", title: t("languageHint"), "aria-label": t("languageHint"), onclick: turned }, t("language")));
}

function turned() {
  toggle();
  go().then(() => document.getElementById("language").focus());
}

// --- the keys

const KEYS = [["/", "keySearch"], ["j k ↑ ↓", "keyMove"], ["Enter", "keyOpen"], ["Esc", "keyBack"], ["[ ]", "keyPages"], ["n", "keyUnread"], ["?", "keyHelp"]];

function help() {
  const dialog = document.getElementById("help");
  dialog.setAttribute("aria-label", t("help"));
  const lines = KEYS.map(([keys, name]) => [h("dt", {}, keys.split(" ").map((key) => h("kbd", {}, key))), h("dd", {}, t(name))]);
  fill(dialog, h("h2", {}, t("help")), h("dl", {}, lines), h("button", { onclick: () => dialog.close() }, t("close")));
  dialog.showModal();
}

const isTyping = (target) => target.matches?.("input, select, textarea");

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("help").open) return;
  if (event.key === "Escape") escaped(event);
  else if (!isTyping(event.target)) acted(event);
}

function escaped(event) {
  if (isTyping(event.target)) event.target.blur();
  else if (place.keys.Escape?.()) return;
  else if (history.length > 1 && address().path) history.back();
}

function acted(event) {
  const common = { "/": searched, "?": help };
  const moves = { ArrowDown: "j", ArrowUp: "k" };
  const key = event.target.closest?.("#nav, #tools") ? event.key : (moves[event.key] ?? event.key);
  const act = place.keys[key] ?? common[key];
  if (act && act(event) !== false) event.preventDefault();
}

function searched() {
  const field = main.querySelector("input[type=search]");
  if (!field) return false;
  field.focus();
  field.select();
  return true;
}

document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", go);
addEventListener("keydown", pressed);
go();
