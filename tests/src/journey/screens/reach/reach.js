// What the tests of reach ask a page. Each question gives a list of { rule, what }.

window.reach = (() => {
  const CONTROLS =
    "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]";
  const NAMED = "a, button, label, summary, h1, h2, h3, th, legend";
  const MAIN_ACTIONS = ".button:not(.small), .door[href], .way";

  // How much is told beside what: the same thing on many pages is one thing to mend.
  const broken = (rule, element, how = "") => ({ rule, what: name(element), how });

  // A name that is the same on every page and for every matter, as far as there is one.
  function name(element) {
    const hook = element.dataset?.test;
    const kind = element.tagName.toLowerCase();
    const classes = [...element.classList].map((one) => `.${one}`).join("");
    const own = element.id ? `#${element.id}` : hook ? `[data-test=${hook}]` : classes;
    const parent = element.parentElement;
    const around =
      own || !parent || parent === document.body
        ? ""
        : `${parent.tagName.toLowerCase()}${[...parent.classList].map((one) => `.${one}`).join("")} > `;
    return `${around}${kind}${own}`;
  }

  // In the page, not hidden, and not one of the texts that only readers hear.
  function shown(element) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    if (element.closest("[inert]")) return false;
    const modal = document.querySelector("dialog:modal");
    return !modal || modal.contains(element);
  }

  const unseen = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath === "inset(50%)" || at.classList.contains("skip")) return true;
    }
    return false;
  };

  const area = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 ? box : null;
  };

  // What of it its surroundings let through: a list that scrolls hides what is behind its edge.
  const open = (element) => {
    const box = element.getBoundingClientRect();
    let { left, right, top, bottom } = box;
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const own = at.getBoundingClientRect();
      if (style.overflowX !== "visible") [left, right] = [Math.max(left, own.left), Math.min(right, own.right)];
      if (style.overflowY !== "visible") [top, bottom] = [Math.max(top, own.top), Math.min(bottom, own.bottom)];
    }
    return right > left && bottom > top ? { left, right, top, bottom } : null;
  };

  // Whether it may be scrolled sideways by itself, as a wide table may.
  const slides = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };

  // What is drawn inside a picture is the picture's own affair.
  const all = () =>
    [...document.body.querySelectorAll("*")].filter((one) => !one.ownerSVGElement && shown(one));
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter(shown);

  function overflow() {
    const wide = document.documentElement.scrollWidth;
    const found = [];
    if (wide > innerWidth) {
      found.push(broken("scrolls sideways", document.body, `${wide - innerWidth} px`));
    }
    for (const element of all()) {
      const box = area(element);
      if (!box || unseen(element) || slides(element)) continue;
      const over = Math.round(Math.max(box.right - innerWidth, -box.left));
      const parent = element.parentElement && area(element.parentElement);
      const already = parent && (parent.right > innerWidth + 1 || parent.left < -1);
      if (over > 1 && !already) found.push(broken("beyond the edge", element, `${over} px`));
    }
    return found;
  }

  // The boxes of an element's own words.
  function* words(element) {
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1) yield box;
      }
    }
  }

  // Words that somebody's box cuts off. A summary may end in dots; what one presses, or a title,
  // may not.
  function cut() {
    const found = [];
    for (const element of all()) {
      if (unseen(element)) continue;
      for (const box of words(element)) {
        const by = clipping(element, box);
        if (by && !(shortened(by) && !element.closest(NAMED))) {
          found.push(broken("words cut off", element, by === element ? "" : `by ${name(by)}`));
          break;
        }
      }
    }
    return found;
  }

  function shortened(element) {
    const style = getComputedStyle(element);
    return style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
  }

  function clipping(element, box) {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const own = at.getBoundingClientRect();
      const sideways = box.right > own.right + 1.5 || box.left < own.left - 1.5;
      const down = box.top > own.bottom - 2 || box.bottom > own.bottom + box.height * 0.4;
      if (["hidden", "clip"].includes(style.overflowX) && sideways) return at;
      if (["hidden", "clip"].includes(style.overflowY) && down) return at;
      if ([style.overflowX, style.overflowY].some((one) => one === "auto" || one === "scroll")) {
        return null;
      }
    }
    return null;
  }

  // Which layer it lies in: the bar at the edge lies over the page on purpose.
  const layer = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (["fixed", "sticky", "absolute"].includes(getComputedStyle(at).position)) return at;
    }
    return document.body;
  };

  function overlap() {
    const found = [];
    const boxes = controls()
      .filter((element) => !unseen(element) && getComputedStyle(element).opacity !== "0")
      .map((element) => ({ element, box: open(element), layer: layer(element) }))
      .filter(({ box }) => box);
    for (const [at, one] of boxes.entries()) {
      for (const other of boxes.slice(at + 1)) {
        if (one.layer !== other.layer) continue;
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 2 && down > 2) {
          const how = `over ${name(other.element)}, ${Math.round(across)}x${Math.round(down)} px`;
          found.push(broken("overlaps", one.element, how));
        }
      }
    }
    return found;
  }

  // What a thumb must meet.
  function mainActions() {
    return [...document.querySelectorAll(MAIN_ACTIONS)].filter(shown).flatMap((element) => {
      const box = area(element);
      return box && box.height < 47.5
        ? [broken("lower than 48 px", element, `${Math.round(box.height)} px`)]
        : [];
    });
  }

  // What stays at the edge must leave room for the page.
  function dock() {
    return all().flatMap((element) => {
      if (!["fixed", "sticky"].includes(getComputedStyle(element).position)) return [];
      const box = area(element);
      const share = box && !element.closest("dialog") ? box.height / innerHeight : 0;
      return share > 0.4 ? [broken("covers the page", element, `${Math.round(100 * share)} %`)] : [];
    });
  }

  function moving() {
    const found = document
      .getAnimations()
      .filter((one) => one.playState === "running")
      .map((one) => broken("moves", one.effect?.target ?? document.body));
    for (const element of all()) {
      const style = getComputedStyle(element);
      const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
      if (long(style.transitionDuration)) found.push(broken("would move", element, style.transition));
      if (style.animationName !== "none" && long(style.animationDuration)) {
        found.push(broken("moves", element, style.animation));
      }
      if (style.scrollBehavior === "smooth") found.push(broken("scrolls smoothly", element));
    }
    return found;
  }

  // One stop of the tabulator for each control; a group of radio buttons is one.
  function expected() {
    const groups = new Set();
    return controls().filter((element) => {
      if (element.disabled || element.tabIndex < 0) return false;
      if (element.matches("details:not([open]) > :not(summary) *")) return false;
      if (element.matches("input[type=radio]")) {
        const group = `${element.form?.id} ${element.name}`;
        const chosen = [...document.querySelectorAll("input[type=radio]")].find(
          (other) => other.name === element.name && other.checked,
        );
        if (groups.has(group) || (chosen && chosen !== element)) return false;
        groups.add(group);
      }
      return true;
    });
  }

  let met = [];
  const meet = ({ target }) => met.push({ target, marked: marked(target) });

  function startTabbing() {
    met = [];
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    // From the very top, wherever the focus was.
    const start = document.createElement("span");
    start.tabIndex = -1;
    (document.querySelector("dialog:modal") ?? document.body).prepend(start);
    start.focus();
    start.remove();
    document.addEventListener("focusin", meet);
    // More than are expected: what a page unfolds where it has room can be stopped at, too.
    return controls().length;
  }

  function endTabbing() {
    document.removeEventListener("focusin", meet);
    const found = [];
    const stops = met.map(({ target }) => target);
    for (const element of expected()) {
      const same = (stop) =>
        stop === element ||
        (element.matches("input[type=radio]") && stop.name === element.name);
      if (!stops.some(same)) found.push(broken("not reached by the tabulator", element));
    }
    let last = null;
    const first = stops[0];
    for (const { target, marked } of met) {
      // Round once: to the first, or to the dialog around it, which may be scrolled.
      if (last && target.contains(first)) break;
      if (!marked) found.push(broken("focus cannot be seen", target));
      if (target === last) found.push(broken("holds the focus", target));
      const back = last && last.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING;
      if (back) found.push(broken("out of order", target, `after ${name(last)}`));
      last = target;
    }
    for (const target of new Set(stops)) {
      target.focus();
      if (!unseen(target) && covered(target)) found.push(broken("focus is covered", target));
    }
    return found;
  }

  // An outline, on the control or on the card that stands for it.
  function marked(element) {
    for (let at = element, up = 0; at && up < 3; at = at.parentElement, up += 1) {
      const style = getComputedStyle(at);
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return true;
    }
    return false;
  }

  // Wholly under something else, as under the bar at the edge.
  function covered(element) {
    const box = area(element.matches("input") && unseen(element) ? element.parentElement : element);
    if (!box) return false;
    const points = [0.1, 0.5, 0.9].flatMap((across) =>
      [0.1, 0.5, 0.9].map((down) => [box.left + box.width * across, box.top + box.height * down]),
    );
    return points.every(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return !top || !(element.contains(top) || top.contains(element) || top.closest("label")?.contains(element));
    });
  }

  return { overflow, cut, overlap, mainActions, dock, moving, startTabbing, endTabbing };
})();
