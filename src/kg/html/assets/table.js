// The same view as tables: for readers of screens, for reading in order, for copying.

const ROWS = 100;
let tableSort = 'rank';
let tableKind = 'entities';

function renderTable() {
  const box = document.getElementById('tables');
  if (box.hidden) return;
  const tab = (kind) => h('button', { type: 'button', role: 'tab', id: `tab-${kind}`, 'aria-selected': String(tableKind === kind), 'aria-controls': 'table-rows', class: 'tab', onclick: () => { tableKind = kind; renderTable(); } },
    t(kind === 'facts' ? 'factsHead' : kind), ' ', h('span', { class: 'count' }, num(kind === 'entities' ? view.nodes.length : view.facts.length)));
  box.replaceChildren(h('div', { role: 'tablist', class: 'tabs', 'aria-label': t('table') }, tab('entities'), tab('facts')),
    h('div', { id: 'table-rows', role: 'tabpanel', 'aria-labelledby': `tab-${tableKind}`, tabindex: 0 }, tableKind === 'entities' ? entityTable() : factTable()));
}

function paged(kind, caption, headings, items, row) {
  const body = h('tbody');
  const more = h('button', { class: 'more', type: 'button', onclick: () => fill() });
  let shown = 0;
  const fill = () => {
    body.append(...items.slice(shown, shown + ROWS).map(row));
    shown = Math.min(items.length, shown + ROWS);
    more.textContent = t('moreRows', { n: items.length - shown });
    more.hidden = shown >= items.length;
  };
  fill();
  return [h('table', { class: kind }, h('caption', null, caption), h('thead', null, h('tr', null, headings)), body), more];
}

function entityTable() {
  const degree = new Map();
  for (const edge of view.edges) for (const end of [edge.a, edge.b]) degree.set(end, (degree.get(end) || 0) + 1);
  const orders = {
    rank: (a, b) => a.rank - b.rank, name: (a, b) => a.label.localeCompare(b.label, language), type: (a, b) => a.type - b.type || a.index - b.index,
    links: (a, b) => (degree.get(b.index) || 0) - (degree.get(a.index) || 0) || a.index - b.index, articles: (a, b) => b.articles - a.articles || a.index - b.index,
  };
  const list = view.nodes.map((index) => nodes[index]).sort(orders[tableSort]);
  const heading = (key, text, number) => h('th', { scope: 'col', class: number ? 'number' : '', 'aria-sort': tableSort === key ? (number ? 'descending' : 'ascending') : 'none' },
    h('button', { type: 'button', onclick: () => { tableSort = key; renderTable(); } }, text));
  return paged('of-entities', statusText(), [heading('rank', '#'), heading('name', t('name')), heading('type', t('type')), heading('links', t('links'), true), heading('articles', t('articlesHead'), true)], list,
    (node) => h('tr', null, h('td', null, num(node.rank)), h('th', { scope: 'row' }, entityLink(node.index)), h('td', null, typeLabel(node.type)),
      h('td', { class: 'number' }, num(degree.get(node.index) || 0)), h('td', { class: 'number' }, num(node.articles))));
}

function factTable() {
  const head = (text) => h('th', { scope: 'col' }, text);
  return paged('of-facts', statusText(), [head(t('subject')), head(t('relation')), head(t('object')), head(t('claim')), head(t('date')), head(t('evidence'))], view.facts,
    (fact) => h('tr', { class: `fact-${fact.status}` }, h('td', null, endOf(fact.s, fact.sText)), h('td', null, relationLabel(fact.relation)), h('td', null, endOf(fact.o, fact.oText)),
      h('td', null, t(`status.${fact.status}`), fact.attribution ? [h('br'), bdi(fact.attribution.label)] : null), h('td', { class: 'date' }, dateText(fact.time || fact.article.date)),
      h('td', { class: 'evidence' }, markedSentence(fact), sourceLine(fact))));
}
