// The side panel: an entity, the relations between two, a path, or how to begin.

let panelShown = '';

function renderPanel() {
  const panel = document.getElementById('panel');
  const key = `${language}|${state.node}|${state.pair}|${state.mode}|${state.path}|${structure}`;
  document.body.classList.toggle('panel-open', state.node >= 0 || Boolean(state.pair) || state.mode === 'path');
  if (key === panelShown) return;
  panelShown = key;
  const body = h('div', { class: 'panel-body' });
  if (state.pair) append(body, pairPanel(...state.pair));
  else if (state.node >= 0) append(body, nodePanel(nodes[state.node]));
  else if (state.mode === 'path') append(body, pathPanel());
  else append(body, startPanel());
  panel.replaceChildren(body);
  panel.scrollTop = 0;
}

function closeButton() {
  return h('button', { class: 'icon close', type: 'button', 'aria-label': t('close'), title: `${t('close')} (Esc)`, onclick: closePanel }, glyph('close'));
}

function closePanel() {
  go({ node: -1, pair: null, ...(state.mode === 'path' ? { mode: 'top', path: [] } : {}) });
}

function shownFacts(list) {
  const kept = list.filter((fact) => view.passing[fact.index]);
  return [kept, list.length - kept.length];
}

function hiddenNote(count) {
  return count ? h('p', { class: 'hint' }, t('filteredFacts', { n: count }), ' ', h('button', { class: 'text', type: 'button', onclick: clearFilters }, t('clearFilters'))) : null;
}

function figure(n, what) {
  return h('span', null, h('b', null, num(n)), ` ${t(what, { n })}`);
}

function nodePanel(node) {
  const [list, hidden] = shownFacts(node.facts);
  const own = list.filter((fact) => fact.s === node.index || fact.o === node.index);
  const asRole = list.filter((fact) => !own.includes(fact) && fact.roles.some((role) => role.node === node.index));
  const asSpeaker = list.filter((fact) => !own.includes(fact) && !asRole.includes(fact));
  const others = node.names.filter((name) => name !== node.label);
  const wikidata = /^Q\d+$/.test(node.wikidata) ? node.wikidata : '';
  return [
    h('header', { class: 'panel-head' },
      h('div', { class: 'kicker' }, typeIcon(typeName(node.type), 22), typeLabel(node.type)), closeButton(),
      h('h2', { tabindex: -1 }, bdi(node.label)),
      others.length ? h('p', { class: 'aliases' }, h('span', { class: 'label' }, t('alsoNamed')), ' ', others.slice(0, 12).map((name, i) => [i ? ', ' : '', bdi(name)])) : null,
      h('p', { class: 'figures' },
        figure(list.length, 'facts'), figure(node.articles, 'articles'),
        h('span', { title: t('importanceHelp') }, h('b', null, `#${num(node.rank)}`), ` ${t('rank')}`)),
      wikidata ? h('p', { class: 'links' }, link(`https://www.wikidata.org/wiki/${wikidata}`, `Wikidata ${wikidata}`)) : null,
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'action', onclick: () => focusOn([node.index], state.mode === 'focus' && state.focus.includes(node.index) ? Math.min(4, state.depth + 1) : 1) }, glyph('focus', 17), t('focusHere')),
        h('button', { type: 'button', class: 'action', onclick: () => askPath(node.index) }, glyph('path', 17), t('pathTo')))),
    hiddenNote(hidden),
    node.told > node.facts.length ? h('p', { class: 'hint' }, t('thinned', { n: node.told - node.facts.length })) : null,
    factGroups(own, node.index),
    asRole.length ? [h('h3', null, t('alsoIn')), factGroups(asRole, node.index)] : null,
    asSpeaker.length ? [h('h3', null, t('saysThat')), factGroups(asSpeaker, node.index)] : null,
    h('p', { class: 'iri', title: 'IRI' }, bdi(node.iri)),
  ];
}

// Both directions, and facts in which either is a further participant.
function factsBetween(a, b) {
  const found = new Set();
  for (const bond of bonds) if ((bond.a === a && bond.b === b) || (bond.a === b && bond.b === a)) found.add(bond.fact);
  return [...found];
}

function pairPanel(a, b) {
  const [list, hidden] = shownFacts(factsBetween(a, b));
  return [
    h('header', { class: 'panel-head' },
      h('div', { class: 'kicker' }, t('between')), closeButton(),
      h('h2', { class: 'pair', tabindex: -1 }, entityLink(a), h('span', { class: 'and' }, '↔'), entityLink(b)),
      h('p', { class: 'figures' }, figure(list.length, 'facts'), figure(new Set(list.map((fact) => fact.article)).size, 'articles'))),
    hiddenNote(hidden),
    factGroups(list),
  ];
}

function pathPanel() {
  const [from, to] = state.path;
  const steps = [from];
  const distance = new Map([[from, 0]]);
  let edge = [from];
  while (edge.length && !distance.has(to)) {
    const next = [];
    for (const node of edge) for (const other of view.around.get(node) || []) if (!distance.has(other)) { distance.set(other, distance.get(node) + 1); next.push(other); }
    edge = next;
  }
  const found = distance.has(to);
  if (found) steps.splice(0, 1, ...bestPath(from, to, distance, view.around));
  return [
    h('header', { class: 'panel-head' }, h('div', { class: 'kicker' }, t('path')), closeButton(),
      h('h2', { class: 'pair', tabindex: -1 }, entityLink(from), h('span', { class: 'and' }, '⋯'), entityLink(to)),
      h('p', { class: 'hint' }, found ? t('pathLength', { n: steps.length - 1 }) : t('noPath'))),
    found ? h('ol', { class: 'steps' }, steps.slice(1).map((node, i) => {
      const [list] = shownFacts(factsBetween(steps[i], node));
      return h('li', null,
        h('div', { class: 'step' }, entityLink(steps[i]), h('span', { class: 'verb' }, [...new Set(list.map((fact) => relationLabel(fact.relation)))].slice(0, 2).join(', ')), entityLink(node)),
        h('ul', { class: 'facts' }, list.slice(0, 1).map((fact) => factCard(fact))),
        list.length > 1 ? h('button', { class: 'more', type: 'button', onclick: () => selectPair(steps[i], node) }, t('moreFacts', { n: list.length - 1 })) : null);
    })) : null,
  ];
}

// The report and the timeline, where they lie beside the page.
function sheetLinks() {
  const found = Object.entries(RAW.sheets).map(([name, file]) => {
    const anchor = h('a', { class: 'action' }, t(name));
    anchor.setAttribute('href', file);
    return anchor;
  });
  return found.length ? h('nav', { class: 'actions', 'aria-label': t('sheets') }, found) : null;
}

function startPanel() {
  const best = nodes.filter((node) => view.inView[node.index]).slice(0, 12);
  return [
    h('header', { class: 'panel-head' }, h('h2', null, t('startTitle')), h('p', { class: 'lead' }, t('startText')), sheetLinks()),
    h('section', { class: 'start' }, h('h3', null, t('mostImportant')),
      h('ol', { class: 'ranking' }, best.map((node) => h('li', null, entityLink(node.index), h('span', { class: 'count' }, t('factCount', { n: node.facts.length }))))),
      h('p', { class: 'hint' }, t('importanceHelp'))),
    h('section', { class: 'start' }, h('h3', null, t('howSure')), h('p', null, t('howSureText')),
      h('ul', { class: 'line-list' }, STATUSES.map((status) => h('li', null, lineSample(status), h('b', null, t(`status.${status}`)), ' ', h('span', null, t(`statusHelp.${status}`)))))),
  ];
}
