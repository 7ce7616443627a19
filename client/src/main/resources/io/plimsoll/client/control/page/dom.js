// Everything from the network goes into the page as text.

export const byId = (id) => document.getElementById(id);

/** An element with a text, and a class if it is given one. */
export function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== "") {
    made.className = className;
  }
  return made;
}

/** Sets a text only where it differs, so that what a user has selected or is reading stays. */
export function setText(node, text) {
  const wanted = String(text);
  if (node.textContent !== wanted) {
    node.textContent = wanted;
  }
}

/** Makes `parent` have as many children as there are `items`, and hands each to `update`. */
export function list(parent, items, make, update) {
  while (parent.children.length > items.length) {
    parent.lastElementChild.remove();
  }
  items.forEach((item, i) => {
    const child = parent.children[i] ?? parent.appendChild(make(item));
    update(child, item);
  });
}
