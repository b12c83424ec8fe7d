// Search with suggestions over names and further names: a combobox as the ARIA practices describe it.

function findEntities(text, most = 12) {
  const words = fold(text).trim();
  if (!words) return [];
  const found = [];
  for (const node of nodes) {
    let best = 0;
    let by = '';
    node.folded.forEach((name, i) => {
      const at = name.indexOf(words);
      if (at < 0) return;
      const worth = name === words ? 1 : at === 0 ? 0.8 : /[\s\-(."']/.test(name[at - 1]) ? 0.7 : 0.3;
      const value = worth - (i ? 0.1 : 0);
      if (value > best) { best = value; by = i ? node.names[i - 1] : ''; }
    });
    if (best) found.push({ node, worth: best + 1.2 * Math.sqrt(node.score), by });
  }
  return found.sort((a, b) => b.worth - a.worth || a.node.index - b.node.index).slice(0, most);
}

function combobox({ id, placeholder, onchoose, label }) {
  const list = h('ul', { id: `${id}-list`, role: 'listbox', class: 'suggestions', 'aria-label': label, hidden: true });
  const input = h('input', {
    id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder, 'aria-label': label,
    'aria-expanded': 'false', 'aria-controls': `${id}-list`, 'aria-autocomplete': 'list', dir: 'auto',
  });
  let found = [];
  let active = -1;
  const close = () => { list.hidden = true; active = -1; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };
  const choose = (item) => { close(); input.value = ''; input.blur(); onchoose(item.node.index); };
  const mark = (next) => {
    active = next;
    [...list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === active)));
    if (active >= 0 && list.children[active]) { input.setAttribute('aria-activedescendant', list.children[active].id); list.children[active].scrollIntoView({ block: 'nearest' }); }
  };
  const update = () => {
    found = findEntities(input.value);
    list.replaceChildren(...found.map((item, i) => h('li', {
      id: `${id}-${i}`, role: 'option', 'aria-selected': 'false', onpointerdown: (event) => { event.preventDefault(); choose(item); },
    }, typeIcon(typeName(item.node.type), 18), h('span', { class: 'name' }, bdi(item.node.label), item.by ? h('small', null, bdi(item.by)) : null),
    h('span', { class: 'count' }, num(item.node.facts.length)))));
    if (input.value.trim() && !found.length) list.replaceChildren(h('li', { class: 'none', role: 'option', 'aria-selected': 'false', 'aria-disabled': 'true' }, t('nothingFound')));
    list.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!list.hidden));
    mark(found.length ? 0 : -1);
    if (input.value.trim()) announce(t('suggestions', { n: found.length }));
  };
  input.addEventListener('input', update);
  input.addEventListener('focus', () => { if (input.value.trim()) update(); });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && found.length) { mark((active + 1) % found.length); event.preventDefault(); }
    else if (event.key === 'ArrowUp' && found.length) { mark((active + found.length - 1) % found.length); event.preventDefault(); }
    else if (event.key === 'Enter' && found[active]) { choose(found[active]); event.preventDefault(); }
    else if (event.key === 'Escape') { if (list.hidden) input.blur(); input.value = ''; close(); event.stopPropagation(); }
  });
  return h('div', { class: 'combobox' }, glyph('search', 18), input, list);
}

// Ask for the other end of a path.
function askPath(from) {
  const dialog = document.getElementById('dialog');
  const box = combobox({ id: 'path-search', placeholder: t('searchHint'), label: t('pathTo'), onchoose: (to) => { dialog.close(); if (to !== from) go({ mode: 'path', path: [from, to], focus: [], group: -1, node: -1, pair: null, show: 'graph' }); } });
  openDialog(t('pathTo'), [h('p', null, t('pathFrom'), ' ', h('b', null, bdi(nodes[from].label))), box]);
  box.querySelector('input').focus();
}

function openDialog(title, content) {
  const dialog = document.getElementById('dialog');
  dialog.replaceChildren(h('header', null, h('h2', { id: 'dialog-title' }, title),
    h('button', { class: 'icon', type: 'button', 'aria-label': t('close'), onclick: () => dialog.close() }, glyph('close'))), h('div', { class: 'dialog-body' }, ...content));
  dialog.showModal();
}
