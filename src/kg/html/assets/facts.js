// A fact on paper: its sentence with subject and object marked, who says so, when, and in which article.

function entityLink(index, text) {
  const node = nodes[index];
  return h('button', { class: 'entity', type: 'button', onclick: () => openNode(index) },
    typeIcon(typeName(node.type), 15), bdi(text || node.label));
}

// Open an entity wherever it is: in view it is selected, else its neighbourhood is shown.
function openNode(index) {
  if (view.inView[index]) {
    selectNode(index);
    showNode(index);
  } else focusOn([index]);
}

function endOf(index, text) {
  return index >= 0 ? entityLink(index) : text ? h('span', { class: 'literal' }, bdi(shortLabel(text, 64))) : h('span', { class: 'nobody' }, t('nobody'));
}

function markedSentence(fact) {
  const spans = [[fact.ss, fact.se, 'subject'], [fact.os, fact.oe, 'object']].filter(([start]) => start >= 0);
  return h('blockquote', { class: 'sentence', dir: 'auto', lang: 'id' }, markSpans(fact.text, 0, fact.text.length, spans));
}

// Marks may lie within each other (a title within the name it belongs to); of two that cross, the first is kept.
function markSpans(text, from, to, spans) {
  const inside = spans.filter(([start, end]) => start >= from && end <= to).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const parts = [];
  let at = from;
  for (const span of inside) {
    const [start, end, kind] = span;
    if (start < at) continue;
    parts.push(text.slice(at, start), h('mark', { class: kind, title: t(`mark.${kind}`) }, markSpans(text, start, end, inside.filter((other) => other !== span))));
    at = end;
  }
  parts.push(text.slice(at, to));
  return parts;
}

function statusBadge(status) {
  return h('span', { class: `badge status-${status}` }, lineSample(status), t(`status.${status}`));
}

function lineSample(status) {
  const line = svg('line', { x1: 1, y1: 5, x2: 25, y2: 5, class: `line line-${status}` });
  const sample = svg('svg', { viewBox: '0 0 26 10', width: 26, height: 10, 'aria-hidden': 'true', class: 'line-sample' }, line);
  if (status === 'denied') sample.append(svg('path', { d: 'M9.500 1.500l7 7M16.500 1.500l-7 7', class: 'line line-denied' }));
  return sample;
}

// A line in the colour that a relation has in the picture; lines without one are grey.
function relationSample(relation) {
  const sample = svg('svg', { viewBox: '0 0 18 10', width: 18, height: 10, 'aria-hidden': 'true', class: 'line-sample' }, svg('line', { x1: 1, y1: 5, x2: 17, y2: 5, class: 'line relation-line' }));
  sample.style.setProperty('--relation', relationColour(relation));
  return sample;
}

function sourceLine({ article, confidence }) {
  return h('footer', { class: 'source' },
    h('cite', null, link(article.url, bdi(article.title))),
    h('span', { class: 'where' }, bdi(RAW.sources[article.source]), article.date ? ` · ${dateText(article.date)}` : '', ` · ${t('sure', { share: share(confidence) })}`));
}

// How many independent sources say so, where more than one article does.
function sourceCount(fact) {
  const { sources, articles: told } = sourcesOf(fact.same);
  if (told < 2) return null;
  return h('span', { class: sources > 1 ? 'sources several' : 'sources' }, t(sources > 1 ? 'independent' : 'copied', { n: sources > 1 ? sources : told }));
}

// `from` is the node whose panel it stands in: the fact then names only the other end.
function factHead(fact, from) {
  const way = (sign, said) => h('span', { class: 'way' }, h('span', { 'aria-hidden': 'true' }, sign), h('span', { class: 'unseen' }, said));
  const head = h('div', { class: 'fact-head' });
  if (fact.s === from && from >= 0) append(head, [way('→', t('outgoing')), endOf(fact.o, fact.oText)]);
  else if (fact.o === from && from >= 0) append(head, [way('←', t('incoming')), endOf(fact.s, fact.sText)]);
  else append(head, [endOf(fact.s, fact.sText), h('span', { class: 'verb' }, relationLabel(fact.relation)), endOf(fact.o, fact.oText)]);
  append(head, [sourceCount(fact)]);
  return head;
}

// `again`: the card before says the same, this is more evidence of it.
function factCard(fact, from = -1, again = false) {
  const notes = h('div', { class: 'notes' });
  if (fact.status !== 'asserted') notes.append(statusBadge(fact.status));
  if (fact.attribution) {
    const { label, node } = fact.attribution;
    notes.append(h('span', { class: 'by' }, `${t('saidBy')} `, node >= 0 ? entityLink(node, label) : bdi(label)));
  }
  if (fact.time) notes.append(h('span', { class: 'when' }, `${t('eventTime')}: ${dateText(fact.time)}`));
  for (const { role, label, node } of fact.roles) {
    notes.append(h('span', { class: 'role' }, `${roleLabel(role)}: `, node >= 0 && node !== from ? entityLink(node, label) : bdi(label)));
  }
  const card = h('li', { class: `fact fact-${fact.status}${again ? ' again' : ''}` }, again ? null : factHead(fact, from), markedSentence(fact), notes, sourceLine(fact));
  card.dataset.fact = fact.index;
  return card;
}

// Facts by relation, those that join named entities first; long lists open in steps, so that all can be reached.
function factGroups(list, from = -1) {
  const groups = new Map();
  for (const fact of list) {
    if (!groups.has(fact.relation)) groups.set(fact.relation, []);
    groups.get(fact.relation).push(fact);
  }
  const named = (index) => index >= 0 && nodes[index].named;
  const ties = new Map([...groups].map(([relation, members]) => [relation, members.filter((fact) => named(fact.s) && named(fact.o)).length]));
  const ordered = [...groups].sort((a, b) => ties.get(b[0]) - ties.get(a[0]) || b[1].length - a[1].length || (relationLabel(a[0]) < relationLabel(b[0]) ? -1 : 1));
  return ordered.map(([relation, members], place) => factGroup(relation, members, from, place < 4 || ordered.length <= 6));
}

// What says the same stands together, what most sources agree on first; the surest and the latest of each first.
function inOrder(members) {
  const before = (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || (b.article.day ?? 0) - (a.article.day ?? 0) || a.index - b.index;
  const alike = new Map();
  for (const fact of [...members].sort(before)) {
    if (!alike.has(fact.same)) alike.set(fact.same, []);
    alike.get(fact.same).push(fact);
  }
  const worth = new Map([...alike.keys()].map((same) => [same, sourcesOf(same).sources]));
  return [...alike].sort((a, b) => (worth.get(b[0]) > 1 ? worth.get(b[0]) : 1) - (worth.get(a[0]) > 1 ? worth.get(a[0]) : 1) || before(a[1][0], b[1][0])).flatMap(([, list]) => list);
}

function factGroup(relation, members, from, open) {
  const list = h('ul', { class: 'facts' });
  const sorted = inOrder(members);
  const more = h('button', { class: 'more', type: 'button', onclick: () => fill(20) });
  let shown = 0;
  const fill = (count) => {
    sorted.slice(shown, shown + count).forEach((fact, i) => list.append(factCard(fact, from, sorted[shown + i - 1]?.same === fact.same)));
    shown = Math.min(sorted.length, shown + count);
    more.textContent = t('moreFacts', { n: sorted.length - shown });
    more.hidden = shown >= sorted.length;
  };
  const group = h('details', { class: 'group', open },
    h('summary', null, relationSample(relation), h('span', { class: 'relation' }, relationLabel(relation)), h('span', { class: 'count' }, num(members.length))), list, more);
  if (open) fill(5);
  else group.addEventListener('toggle', () => { if (group.open && !shown) fill(5); });
  return group;
}
