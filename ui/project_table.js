// Draws the table of projects, sorts it by the column whose head is clicked, and tells the server
// which project was clicked.

const orders = new WeakMap();

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function sorted({ rows }, { column, ascending }) {
  const known = rows.filter(({ by }) => by[column] !== null);
  const unknown = rows.filter(({ by }) => by[column] === null);
  const turn = ascending ? 1 : -1;
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
  known.sort((one, other) => turn * compare(one.by[column], other.by[column]));
  return [...known, ...unknown];
}

export default function draw(component) {
  const { data, parentElement, setTriggerValue } = component;
  const order = orders.get(parentElement) ?? { column: 0, ascending: true };
  const table = parentElement.querySelector("table");
  const focused = (parentElement.activeElement ?? document.activeElement)?.id;
  const isNumber = (column) => data.rows.some(({ by }) => typeof by[column] === "number");

  const sort = (column) => {
    const ascending = column === order.column ? !order.ascending : !isNumber(column);
    orders.set(parentElement, { column, ascending });
    draw(component);
  };
  const heads = data.columns.map(({ label, help }, column) => {
    const button = element("button", { id: `sort-${column}`, title: help, textContent: label });
    button.onclick = () => sort(column);
    const head = element("th", { scope: "col", className: isNumber(column) ? "number" : "" }, button);
    if (column === order.column) head.ariaSort = order.ascending ? "ascending" : "descending";
    return head;
  });

  const names = data.columns.findIndex(({ label }) => label === "project");
  const lines = sorted(data, order).map(({ id, cells, by }) => {
    const marked = id === data.chosen;
    const line = element("tr", { className: marked ? "chosen" : "" });
    line.onclick = () => setTriggerValue("project", marked ? "" : id);
    line.append(...cells.map((text, column) => {
      if (column === names) {
        const button = element("button", { id: `project-${id}`, textContent: text, ariaPressed: marked });
        return element("th", { scope: "row" }, button);
      }
      const cell = element("td", { className: typeof by[column] === "number" ? "number" : "" });
      const colour = data.colours[text];
      if (colour) cell.append(element("i", { style: `background: ${colour}` }));
      cell.append(text);
      return cell;
    }));
    return line;
  });

  const box = parentElement.querySelector(".box");
  box.ariaLabel = data.caption;
  table.replaceChildren(
    element("caption", { textContent: data.caption }),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...lines),
  );
  const marked = table.querySelector(".chosen");
  // As the page is laid out, not once more for this.
  if (marked)
    requestAnimationFrame(() => {
      const below = marked.offsetTop - box.scrollTop;
      if (below < 0 || below > box.clientHeight - marked.clientHeight)
        box.scrollTop = marked.offsetTop - box.clientHeight / 2;
    });
  if (focused) parentElement.querySelector(`#${CSS.escape(focused)}`)?.focus();
}
