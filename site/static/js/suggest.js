// Suggestions under the search field. It asks nothing on slow or counted lines.
const PAUSE = 250;
const field = document.querySelector("input[data-suggest]");
const line = navigator.connection ?? {};

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function start() {
  const list = document.createElement("ul");
  let active = -1;
  let timer;
  let request;
  set(list, { id: "suggestions", class: "box", role: "listbox", "aria-label": field.labels[0].textContent });
  Object.assign(list.style, { position: "absolute", zIndex: 2, padding: 0 });
  field.form.style.position = "relative";
  field.form.append(list);
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  show([]);

  field.addEventListener("input", () => {
    clearTimeout(timer);
    request?.abort();
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("blur", () => show([]));
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && active >= 0) list.children[active].click();
    else return;
    event.preventDefault();
  });

  async function ask() {
    const q = field.value.trim();
    if (q.length < 2) return show([]);
    request = new AbortController();
    try {
      const url = `${field.dataset.suggest}?${new URLSearchParams({ q })}`;
      const { lines } = await (await fetch(url, { signal: request.signal })).json();
      if (document.activeElement === field) show(lines);
    } catch {} // aborted or offline
  }

  function show(lines) {
    active = -1;
    list.replaceChildren(...lines.map(option));
    list.hidden = !lines.length;
    list.style.left = `${field.offsetLeft}px`;
    list.style.top = `${field.offsetTop + field.offsetHeight}px`;
    list.style.width = `${field.offsetWidth}px`;
    set(field, { "aria-expanded": !list.hidden });
    field.removeAttribute("aria-activedescendant");
  }

  function option({ text, kind, url }, number) {
    const item = document.createElement("li");
    const small = document.createElement("small");
    small.textContent = kind;
    item.append(text, " ", small);
    set(item, { id: `s${number}`, role: "option" });
    item.style.padding = ".625rem .75rem";
    item.onpointerdown = (event) => event.preventDefault();
    item.onclick = () => location.assign(url);
    return item;
  }

  function move(step) {
    const items = [...list.children];
    active = (Math.max(active, step < 0 ? 0 : -1) + step + items.length) % items.length;
    for (const [number, item] of items.entries()) {
      set(item, { "aria-selected": number === active });
      item.style.outline = number === active ? "3px solid" : "";
    }
    set(field, { "aria-activedescendant": items[active].id });
  }
}

if (field && !line.saveData && !/2g/.test(line.effectiveType)) start();
