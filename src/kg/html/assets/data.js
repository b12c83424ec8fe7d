// The graph, read from the page: arrays by position (see payload.py) become objects once.

const RAW = JSON.parse(document.getElementById('kg-data').textContent);
const STATUSES = ['asserted', 'attributed', 'planned', 'possible', 'obligation', 'denied'];

const articles = RAW.articles.map(([id, title, date, url, source, story], index) => ({ index, id, title, date, url, source, story, day: dayOf(date) }));
const relations = RAW.relations.map(([iri, name, id, en, symmetric], index) => ({
  index, iri, name, labels: { id, en: en || spaced(name) }, symmetric: symmetric === 1, total: 0, drawn: 0, hue: -1,
}));
const attributions = RAW.attributions.map(([label, cue, node]) => ({ label, cue, node }));

const nodes = RAW.nodes.map(([iri, label, type, names, wikidata, mentions, inArticles, named, score, radius, group, x, y, farX, farY, told], index) => ({
  index, iri, label, type, names, wikidata, mentions, articles: inArticles, named: named === 1, score, radius, group,
  x, y, home: { x, y }, far: { x: farX, y: farY }, told, facts: [], folded: [label, ...names].map(fold),
}));
[...nodes].sort((a, b) => b.score - a.score || a.index - b.index).forEach((node, place) => { node.rank = place + 1; });
const nodeByIri = new Map(nodes.map((node) => [node.iri, node]));

const facts = RAW.facts.map((
  [s, sText, r, predicate, o, oText, sentence, ss, se, os, oe, negative, modality, attribution, time, rule, confidence, roles], index,
) => {
  const [article, text] = RAW.sentences[sentence];
  const fact = {
    index, s, sText, relation: relations[r], predicate, o, oText, sentence, text, ss, se, os, oe,
    negative: negative === 1, modality, attribution: attribution < 0 ? null : attributions[attribution],
    time, rule, confidence, roles: roles.map(([role, label, node]) => ({ role, label, node })),
    article: articles[article],
  };
  fact.status = statusOf(fact);
  fact.eventDay = dayOf(time);
  fact.relation.total += 1;
  for (const node of new Set(members(fact))) nodes[node].facts.push(fact);
  return fact;
});

// What is drawn: subject to object, and subject (or else object) to each further participant.
const bonds = [];
for (const fact of facts) {
  if (fact.s >= 0 && fact.o >= 0 && fact.s !== fact.o) { bonds.push({ a: fact.s, b: fact.o, fact, role: '' }); fact.relation.drawn += 1; }
  const head = fact.s >= 0 ? fact.s : fact.o;
  for (const { role, node } of fact.roles) {
    if (head >= 0 && node >= 0 && node !== head && node !== fact.o) bonds.push({ a: head, b: node, fact, role });
  }
}

// The relations that draw most lines have a colour each.
const HUES = 8;
[...relations].sort((a, b) => b.drawn - a.drawn || a.index - b.index).slice(0, HUES).forEach((relation, place) => { if (relation.drawn) relation.hue = place; });

// Facts that say the same of the same: one subject, relation and object, either way round where that is one thing.
const sameFacts = new Map();
for (const fact of facts) {
  const ends = [fact.s >= 0 ? fact.s : `"${fact.sText}`, fact.o >= 0 ? fact.o : `"${fact.oText}`];
  if (fact.relation.symmetric) ends.sort();
  const key = `${fact.relation.index}|${ends[0]}|${ends[1]}`;
  if (!sameFacts.has(key)) sameFacts.set(key, []);
  sameFacts.get(key).push(fact);
  fact.same = sameFacts.get(key);
}

// Those of them that agree, as stories: articles that are copies of one another are one source.
function sourcesOf(same) {
  const agreeing = same.filter((fact) => !fact.negative && fact.modality === 'actual');
  return { sources: new Set(agreeing.map((fact) => fact.article.story)).size, articles: new Set(agreeing.map((fact) => fact.article)).size };
}

function members(fact) {
  const found = [fact.s, fact.o, ...fact.roles.map((role) => role.node)];
  if (fact.attribution) found.push(fact.attribution.node);
  return found.filter((node) => node >= 0);
}

function statusOf(fact) {
  if (fact.negative) return 'denied';
  if (fact.modality !== 'actual') return STATUSES.includes(fact.modality) ? fact.modality : 'possible';
  return fact.attribution ? 'attributed' : 'asserted';
}

function dayOf(iso) {
  const found = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso || '');
  if (!found) return null;
  const value = Date.UTC(+found[1], +(found[2] || 1) - 1, +(found[3] || 1)) / 86400000;
  return Number.isFinite(value) ? value : null;
}

function isoDay(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

function spaced(name) {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function relationLabel(relation) {
  return relation.labels[language] || relation.labels.id || spaced(relation.name);
}

function typeName(index) {
  return RAW.types[index];
}

function typeLabel(index) {
  return t(`type.${RAW.types[index]}`);
}

function roleLabel(role) {
  const key = `role.${role}`;
  const text = t(key);
  return text === key ? role : text;
}
