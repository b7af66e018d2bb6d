// Elements of the page. Words are only ever text nodes: a document may hold markup.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: attributes, listeners (`onclick`), `class`, `data`, children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  put(element, children);
  return element;
}

/** Append children: elements, words, numbers, lists of them; nothing for null. */
export function put(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(child));
  }
  return element;
}

/** Put children in place of those that are there. */
export function fill(element, ...children) {
  element.replaceChildren();
  return put(element, ...children);
}

/** Turn the words of a drawing into one, without anything that could run. */
export function drawing(words) {
  const parsed = new DOMParser().parseFromString(words, "image/svg+xml");
  const svg = document.importNode(parsed.documentElement, true);
  for (const odd of svg.querySelectorAll("script, foreignObject, style")) odd.remove();
  for (const mark of svg.querySelectorAll("path[aria-label][role='graphics-symbol']")) {
    const title = document.createElementNS(SVG, "title");
    title.textContent = mark.getAttribute("aria-label");
    mark.append(title);
  }
  return svg;
}

/** Say something to who can not see it. */
export function announce(words) {
  document.getElementById("live").textContent = words;
}

/** Wait until someone stops typing. */
export function calmly(act, wait = 200) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
}
