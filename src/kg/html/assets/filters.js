// The left side: a legend that counts and filters, and everything else that narrows the view.

function renderFilters() {
  const box = document.getElementById('filters');
  const open = new Set([...box.querySelectorAll('details[open]')].map((element) => element.dataset.key));
  const known = new Set([...box.querySelectorAll('details')].map((element) => element.dataset.key));
  const isOpen = (key, fallback) => (known.has(key) ? open.has(key) : fallback);
  const focused = document.activeElement?.closest('#filters') ? document.activeElement.id : '';
  const scroll = box.scrollTop;
  box.replaceChildren(...[
    h('header', { class: 'side-head' }, h('h2', null, t('filters')),
      h('button', { class: 'text', type: 'button', id: 'clear', disabled: !filtersOn(), onclick: clearFilters }, t('clearFilters')),
      h('button', { class: 'icon only-small', type: 'button', 'aria-label': t('close'), onclick: () => document.body.classList.remove('filters-open') }, glyph('close'))),
    section('types', t('types'), true, typeLegend, isOpen),
    state.colour === 'group' || state.show === 'groups' ? section('groups', t('groupsShown'), true, groupLegend, isOpen) : null,
    section('relations', t('relations'), true, relationList, isOpen),
    section('statuses', t('claims'), true, () => [statusLegend(), sureness()], isOpen),
    section('amount', t('amount'), true, amount, isOpen),
    section('sources', t('sources'), false, sourceList, isOpen),
  ].filter(Boolean));
  box.scrollTop = scroll;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function section(key, title, fallback, content, isOpen) {
  const open = isOpen(key, fallback);
  const details = h('details', { open }, h('summary', null, title));
  details.dataset.key = key;
  // Lists may be long: what is closed is made when it is opened.
  const fill = () => { if (details.open && details.childElementCount === 1) append(details, [content()]); };
  if (open) append(details, [content()]);
  details.addEventListener('toggle', fill);
  return details;
}

function clearFilters() {
  go({ types: new Set(), relations: new Set(), sources: new Set(), statuses: new Set(), from: '', to: '', least: 0, sure: 0, roles: true });
}

function checkRow({ id, on, sign, text, shown, all, toggle, only }) {
  return h('li', { class: on ? 'check' : 'check off' },
    h('label', { for: id }, h('input', { type: 'checkbox', id, checked: on, onchange: toggle }), sign, h('span', { class: 'name' }, bdi(text)),
      h('span', { class: 'count', title: t('countHelp') }, shown === all ? num(all) : `${num(shown)}/${num(all)}`)),
    only ? h('button', { class: 'only', type: 'button', onclick: only, 'aria-label': `${t('only')} ${text}` }, t('only')) : null);
}

function typeLegend() {
  const all = new Map(RAW.types.map((name) => [name, 0]));
  const shown = new Map(all);
  for (const node of nodes) {
    const name = typeName(node.type);
    all.set(name, all.get(name) + 1);
    if (view.inView[node.index]) shown.set(name, shown.get(name) + 1);
  }
  return h('ul', { class: 'legend' }, [...RAW.types].sort((a, b) => all.get(b) - all.get(a)).map((name) => checkRow({
    id: `type-${name}`, on: !state.types.has(name), sign: typeIcon(name, 20), text: t(`type.${name}`), shown: shown.get(name), all: all.get(name),
    toggle: () => go({ types: toggled(state.types, name) }),
    only: () => go({ types: new Set(RAW.types.filter((other) => other !== name)) }),
  })));
}

// What the colours of communities stand for; each opens by itself.
function groupLegend() {
  const onMap = state.show === 'groups';
  const shown = new Map(onMap ? RAW.bubbles.map(([group, size]) => [group, size]) : []);
  if (!onMap) for (const index of view.nodes) shown.set(nodes[index].group, (shown.get(nodes[index].group) || 0) + 1);
  const present = RAW.bubbles.filter(([group]) => shown.has(group));
  const rest = onMap ? 0 : view.nodes.length - present.reduce((sum, [group]) => sum + shown.get(group), 0);
  const swatch = (colour) => {
    const sign = h('span', { class: 'swatch' });
    sign.style.setProperty('--swatch', colour);
    return sign;
  };
  return h('ul', { class: 'legend' }, present.map(([group, , names]) => h('li', { class: 'check' },
    h('button', { type: 'button', class: 'open-group', onclick: () => openGroup(group) }, swatch(groupColour(group)), h('span', { class: 'name' }, bdi(names.slice(0, 2).join(', '))), h('span', { class: 'count' }, num(shown.get(group)))))),
  rest ? h('li', { class: 'check' }, h('span', { class: 'open-group' }, swatch(groupColour(-1)), h('span', { class: 'name' }, t('smallGroups')), h('span', { class: 'count' }, num(rest)))) : null);
}

function countBy(pick) {
  const all = new Map();
  const shown = new Map();
  for (const fact of facts) all.set(pick(fact), (all.get(pick(fact)) || 0) + 1);
  for (const fact of view.facts) shown.set(pick(fact), (shown.get(pick(fact)) || 0) + 1);
  return [all, shown];
}

function statusLegend() {
  const [all, shown] = countBy((fact) => fact.status);
  return h('ul', { class: 'legend' }, STATUSES.filter((status) => all.has(status)).map((status) => checkRow({
    id: `status-${status}`, on: !state.statuses.has(status), sign: lineSample(status), text: t(`status.${status}`), shown: shown.get(status) || 0, all: all.get(status),
    toggle: () => go({ statuses: toggled(state.statuses, status) }),
    only: () => go({ statuses: new Set(STATUSES.filter((other) => other !== status)) }),
  })));
}

// Statements that are less likely to be right than this step aside.
function sureness() {
  const out = h('output', { for: 'sure' }, share(state.sure / 100));
  return h('div', { class: 'amount' }, h('label', { for: 'sure' }, t('leastSure'), ' ', out),
    h('input', { type: 'range', id: 'sure', min: 0, max: 95, step: 5, value: state.sure, 'aria-valuetext': share(state.sure / 100),
      oninput: (event) => { out.textContent = share(event.target.value / 100); }, onchange: (event) => go({ sure: Number(event.target.value) }) }));
}

function longList(key, items) {
  const list = h('ul', { class: 'legend' }, items.map((item) => item.row()));
  if (items.length < 9) return list;
  const find = h('input', { type: 'search', class: 'narrow', placeholder: t('narrow'), 'aria-label': t('narrow'), oninput: () => {
    const words = fold(find.value);
    [...list.children].forEach((row, i) => { row.hidden = words !== '' && !fold(items[i].text).includes(words); });
  } });
  return [find, list];
}

function relationList() {
  const [all, shown] = countBy((fact) => fact.relation.index);
  const items = [...all].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([index, count]) => ({
    text: relationLabel(relations[index]),
    row: () => checkRow({
      id: `relation-${index}`, on: !state.relations.has(index), sign: relationSample(relations[index]), text: relationLabel(relations[index]), shown: shown.get(index) || 0, all: count,
      toggle: () => go({ relations: toggled(state.relations, index) }),
      only: () => go({ relations: new Set(relations.map((relation) => relation.index).filter((other) => other !== index)) }),
    }),
  }));
  return longList('relations', items);
}

function sourceList() {
  const [all, shown] = countBy((fact) => fact.article.source);
  const items = [...all].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([index, count]) => ({
    text: RAW.sources[index] || t('noSource'),
    row: () => checkRow({
      id: `source-${index}`, on: !state.sources.has(index), text: RAW.sources[index] || t('noSource'), shown: shown.get(index) || 0, all: count,
      toggle: () => go({ sources: toggled(state.sources, index) }),
      only: () => go({ sources: new Set([...all.keys()].filter((other) => other !== index)) }),
    }),
  }));
  return longList('sources', items);
}

function amount() {
  const steps = [...new Set([25, 50, 100, 200, 300, 500, 1000, 2000, 5000, 10000, RAW.firstView, nodes.length])].filter((step) => step <= nodes.length).sort((a, b) => a - b);
  const now = steps.reduce((best, step, i) => (Math.abs(step - state.top) < Math.abs(steps[best] - state.top) ? i : best), 0);
  const out = h('output', { for: 'top' }, num(state.top));
  return h('div', { class: 'amount' },
    h('label', { for: 'top' }, t('topMost'), ' ', out),
    h('input', { type: 'range', id: 'top', min: 0, max: steps.length - 1, step: 1, value: now, 'aria-valuetext': num(state.top),
      oninput: (event) => { out.textContent = num(steps[event.target.value]); }, onchange: (event) => go({ top: steps[event.target.value], ...BACK }) }),
    h('label', { for: 'least' }, t('leastLinks'), ' ', h('output', { for: 'least' }, num(state.least))),
    h('input', { type: 'range', id: 'least', min: 0, max: 10, step: 1, value: state.least, onchange: (event) => go({ least: Number(event.target.value) }) }),
    h('label', { class: 'line', for: 'roles' }, h('input', { type: 'checkbox', id: 'roles', checked: state.roles, onchange: () => go({ roles: !state.roles }) }), t('showRoles')),
    h('label', { class: 'line', for: 'nameless' }, h('input', { type: 'checkbox', id: 'nameless', checked: state.nameless, onchange: () => go({ nameless: !state.nameless }) }), t('showNameless')),
    h('fieldset', { class: 'segmented' }, h('legend', null, t('colourBy')), ['type', 'group'].map((name) => h('label', { for: `colour-${name}` },
      h('input', { type: 'radio', name: 'colour', id: `colour-${name}`, checked: state.colour === name, onchange: () => go({ colour: name }) }), h('span', null, t(`colour.${name}`))))));
}
