// @ts-check
/**
 * Views as values: `h` describes an element, `render` makes a container look like it, and touches only what differs. So a
 * view is a pure function of the model, and focus, scroll places and what is typed outlive a rendering.
 *
 * @typedef {{tag: string, props: Record<string, any>, children: Child[], key: any}} VNode
 * @typedef {VNode | string | Node} Child
 */

const SVG = "http://www.w3.org/2000/svg";
/** Set as properties, and compared with what the element has now: people change them too. */
const LIVE = new Set(["value", "checked", "indeterminate", "open"]);

/** Of siblings without keys, how many are looked at for one that can stay. */
const LOOK_AHEAD = 8;

/**
 * Describes an element. `on…` are listeners; `style` is an object; `key` tells siblings apart; `ref` is called with the
 * element when it is made; `null`, `undefined` and `false` are absent. Of the children, the same are left out.
 *
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...any} children
 * @returns {VNode}
 */
export function h(tag, props, ...children) {
  const { key, ...rest } = props ?? {};
  return { tag, props: rest, children: flat(children, []), key };
}

/** @param {any[]} children @param {Child[]} into @returns {Child[]} */
function flat(children, into) {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === true) continue;
    if (Array.isArray(child)) flat(child, into);
    else if (typeof child === "object") into.push(child);
    else into.push(String(child));
  }
  return into;
}

/**
 * Makes the container's children look like those described.
 *
 * @param {any} container
 * @param {any} view
 */
export function render(container, view) {
  patchChildren(container, flat([view], []), false);
}

/** @param {any} parent @param {Child[]} children @param {boolean} svg */
function patchChildren(parent, children, svg) {
  const old = [...parent.childNodes];
  const keyed = new Map();
  for (const node of old) if (node.__v?.key !== undefined) keyed.set(node.__v.key, node);
  const used = new Set();
  let at = 0;
  let place = parent.firstChild;
  for (const child of children) {
    let node;
    if (child instanceof Node) {
      node = child;
    } else if (typeof child === "string") {
      while (at < old.length && used.has(old[at])) at++;
      const candidate = old[at];
      if (candidate?.nodeType === 3) {
        if (candidate.data !== child) candidate.data = child;
        node = candidate;
      } else node = document.createTextNode(child);
    } else if (child.key !== undefined) {
      const candidate = keyed.get(child.key);
      node = candidate && !used.has(candidate) && candidate.__v.tag === child.tag ? patch(candidate, child, svg) : create(child, svg);
    } else {
      while (at < old.length && (used.has(old[at]) || old[at].__v?.key !== undefined)) at++;
      // The next of its kind: what stood before it may be gone.
      const candidate = old.slice(at, at + LOOK_AHEAD).find((node) => node.__v?.tag === child.tag && node.__v.key === undefined && !used.has(node));
      node = candidate ? patch(candidate, child, svg) : create(child, svg);
    }
    used.add(node);
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
  for (const node of old) if (!used.has(node) && node.parentNode === parent) parent.removeChild(node);
}

/** @param {VNode} v @param {boolean} svg */
function create(v, svg) {
  const inside = svg || v.tag === "svg";
  /** @type {any} */
  const node = inside ? document.createElementNS(SVG, v.tag) : document.createElement(v.tag);
  node.__v = { tag: v.tag, key: v.key, props: {} };
  patch(node, v, svg);
  v.props.ref?.(node);
  return node;
}

/** @param {any} node @param {VNode} v @param {boolean} svg */
function patch(node, v, svg) {
  const before = node.__v.props;
  // A select takes its value once it has its options.
  patchChildrenUnlessGiven(node, v, svg);
  for (const name in before) if (!(name in v.props)) set(node, name, undefined, before[name]);
  for (const name in v.props) set(node, name, v.props[name], before[name]);
  node.__v = { tag: v.tag, key: v.key, props: v.props };
  return node;
}

/** `own: true` leaves what is inside to whoever has the element by `ref`. @param {any} node @param {VNode} v @param {boolean} svg */
function patchChildrenUnlessGiven(node, v, svg) {
  if (!v.props.own) patchChildren(node, v.children, (svg || v.tag === "svg") && v.tag !== "foreignObject");
}

/** @param {any} node @param {string} name @param {any} value @param {any} old */
function set(node, name, value, old) {
  if (name === "ref" || name === "own") return;
  if (name.startsWith("on")) {
    const type = name.slice(2);
    if (!node.__on) node.__on = { handleEvent: (/** @type {Event} */ event) => node.__on[event.type]?.(event) };
    if (value && !node.__on[type]) node.addEventListener(type, node.__on);
    if (!value && node.__on[type]) node.removeEventListener(type, node.__on);
    node.__on[type] = value;
  } else if (name === "style") {
    for (const key in old) if (!value || !(key in value)) node.style.removeProperty(key);
    for (const key in value) if (value[key] !== old?.[key]) node.style.setProperty(key, value[key]);
  } else if (LIVE.has(name) && name in node) {
    if (value !== undefined && node[name] !== value) node[name] = value;
  } else if (value !== old) {
    if (value === undefined || value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
}
