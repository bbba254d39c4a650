/**
 * Program of the HTML report: filters, sorts and pages the table of records. Rows arrive as JSON and reach the page
 * as text alone, never as markup. The page allows this script by its hash, and no other.
 */
export const reportScript = `
'use strict';
(() => {
  const source = document.getElementById('rows');
  if (source === null) return;
  const names = { rejected: 'Rejected', failed: 'Refused by Logto', unit: 'Incomplete' };
  const pageSize = 50;
  const rows = JSON.parse(source.textContent);
  source.remove();
  const collator = new Intl.Collator(undefined, { numeric: true });
  const body = document.querySelector('.records tbody');
  const find = document.getElementById('find');
  const outcome = document.getElementById('outcome');
  const code = document.getElementById('code');
  const told = document.getElementById('told');
  const previous = document.getElementById('previous');
  const next = document.getElementById('next');
  const heads = [...document.querySelectorAll('.records th[data-sort]')];
  const texts = rows.map((row) => [row.n, row.place, row.key, row.id, row.codes.join(' '), row.message, row.record]
    .filter((value) => value !== undefined).join('\\n').toLowerCase());
  let order = rows.map((_, index) => index);
  let shown = order;
  let page = 0;

  const filter = () => {
    const words = find.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    shown = order.filter((index) =>
      (outcome.value === '' || rows[index].outcome === outcome.value) &&
      (code.value === '' || rows[index].codes.includes(code.value)) &&
      words.every((word) => texts[index].includes(word)));
    page = 0;
    draw();
  };

  const compare = {
    n: (a, b) => a.n - b.n,
    place: (a, b) => collator.compare(a.place ?? '', b.place ?? ''),
    key: (a, b) => collator.compare(a.key ?? '', b.key ?? ''),
    codes: (a, b) => collator.compare(a.outcome + a.codes.join(' '), b.outcome + b.codes.join(' ')),
    message: (a, b) => collator.compare(a.message, b.message),
  };

  const sort = (head) => {
    const isDown = head.getAttribute('aria-sort') === 'ascending';
    for (const other of heads) other.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    const by = compare[head.dataset.sort];
    order = rows.map((_, index) => index)
      .sort((a, b) => (isDown ? -1 : 1) * by(rows[a], rows[b]) || a - b);
    filter();
  };

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className !== undefined) made.className = className;
    return made;
  };

  const cell = (label, ...children) => {
    const made = element('td');
    if (label !== '') made.dataset.label = label;
    made.append(...children.filter((child) => child !== undefined && child !== ''));
    return made;
  };

  const drawRow = (row) => {
    const line = element('tr');
    const what = cell('', element('span', names[row.outcome], 'tag ' + (row.outcome === 'failed' ? 'bad' : 'warn')));
    for (const text of row.codes) what.append(' ', element('code', text));
    const message = cell('', row.message);
    if (row.record !== undefined) {
      const details = element('details');
      details.append(element('summary', 'The record'), element('pre', row.record));
      message.append(details);
    }
    line.append(cell('Record', String(row.n)), cell('', row.place), cell('Key', row.key, row.id === undefined ? '' : element('code', row.id)), what, message);
    return line;
  };

  const draw = () => {
    const start = page * pageSize;
    const end = Math.min(start + pageSize, shown.length);
    body.replaceChildren(...shown.slice(start, end).map((index) => drawRow(rows[index])));
    const count = shown.length.toLocaleString('en-US');
    told.textContent = shown.length === 0 ? 'No record fits.'
      : (start + 1).toLocaleString('en-US') + ' to ' + end.toLocaleString('en-US') + ' of ' + count +
        (shown.length < rows.length ? ' (' + rows.length.toLocaleString('en-US') + ' in all)' : '');
    previous.disabled = page === 0;
    next.disabled = end >= shown.length;
  };

  const turn = (by) => {
    page += by;
    draw();
    document.querySelector('.records').scrollIntoView({ block: 'start' });
  };

  let timer;
  find.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 120);
  });
  outcome.addEventListener('change', filter);
  code.addEventListener('change', filter);
  previous.addEventListener('click', () => turn(-1));
  next.addEventListener('click', () => turn(1));
  for (const head of heads) head.querySelector('button').addEventListener('click', () => sort(head));
  document.querySelector('.tools').hidden = false;
  document.querySelector('.pages').hidden = false;
  draw();
})();
(() => {
  const closed = () => [...document.querySelectorAll('.card > details:not([open])')];
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = closed();
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });
})();
`
