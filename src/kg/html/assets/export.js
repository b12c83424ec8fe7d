// What is visible, to take away: a picture (PNG, SVG), a table (CSV), RDF (Turtle), or the address of the view.

function saveFile(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = h('a', { download: name });
  anchor.setAttribute('href', url);
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  announce(t('saved', { name }));
}

// Painted anew with twice the pixels of the screen, for print.
function savePng() {
  readFrame();
  const ratio = 2 * (devicePixelRatio || 1);
  const canvas = document.createElement('canvas');
  canvas.width = frame.width * ratio;
  canvas.height = frame.height * ratio;
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, frame.width, frame.height);
  paint(context, frame, ratio);
  canvas.toBlob((blob) => saveFile('graph.png', 'image/png', blob));
}

function xml(text) {
  // Control characters and halves of pairs are not allowed in XML.
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

function svgText() {
  readFrame();
  const out = [`<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}" viewBox="0 0 ${frame.width} ${frame.height}" font-family="sans-serif">`,
    `<title>${xml(RAW.title)}</title>`, `<rect width="100%" height="100%" fill="${theme.paper}"/>`];
  const f = (value) => String(Math.round(value * 10) / 10);
  for (const edge of view.edges) {
    const { x1, y1, x2, y2, ux, uy } = edgeEnds(edge, frame);
    const colour = edgeColour(edge);
    const dash = DASHES[edge.status].length ? ` stroke-dasharray="${DASHES[edge.status].join(' ')}"` : '';
    const stop = screenRadius(nodes[edge.b], frame.scale) + 2;
    out.push(`<path d="M${f(x1)} ${f(y1)}L${f(x2 - ux * stop)} ${f(y2 - uy * stop)}" stroke="${colour}" stroke-width="${f(edge.width)}"${dash} fill="none"><title>${xml(`${nodes[edge.a].label} – ${edgeLabel(edge)} – ${nodes[edge.b].label}`)}</title></path>`);
    if (edge.arrow) {
      const [x, y, s] = [x2 - ux * stop, y2 - uy * stop, 4 + edge.width];
      out.push(`<path d="M${f(x)} ${f(y)}L${f(x - ux * s * 1.7 - uy * s * 0.75)} ${f(y - uy * s * 1.7 + ux * s * 0.75)}L${f(x - ux * s * 1.7 + uy * s * 0.75)} ${f(y - uy * s * 1.7 - ux * s * 0.75)}Z" fill="${colour}"/>`);
    }
    if (edge.status === 'denied' || edge.contested) { const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]; out.push(`<path d="M${f(x - 5)} ${f(y - 5)}l10 10M${f(x + 5)} ${f(y - 5)}l-10 10" stroke="${theme.denied}" stroke-width="2"/>`); }
  }
  for (const index of view.nodes) {
    const node = nodes[index];
    const r = screenRadius(node, frame.scale);
    const { shape, sign } = shapeOf(typeName(node.type));
    out.push(`<g transform="translate(${f(node.x * frame.scale + frame.x)} ${f(node.y * frame.scale + frame.y)})"><title>${xml(node.label)}</title><path d="${OUTLINES[shape]}" transform="scale(${f(r)})" fill="${nodeColour(node)}"/>`
      + (r >= 7.5 ? `<path d="${sign}" fill-rule="evenodd" transform="scale(${(r * 0.062).toFixed(3)}) translate(-12 -12)" fill="${theme.sign}"/>` : '') + '</g>');
  }
  for (const { node, text, font, dx, dy } of shownLabels(frame.scale)) {
    const [weight, size] = font.split(' ');
    out.push(`<text x="${f(node.x * frame.scale + frame.x + dx)}" y="${f(node.y * frame.scale + frame.y + dy)}" text-anchor="middle" dominant-baseline="central" font-size="${Number.parseInt(size, 10)}" font-weight="${weight}" fill="${node.named ? theme.ink : theme.muted}" stroke="${theme.paper}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${xml(text)}</text>`);
  }
  out.push('</svg>\n');
  return out.join('\n');
}

// Quoted always; a leading sign that spreadsheets would run as a formula gets an apostrophe.
function csvCell(value) {
  const text = String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
}

function csvText() {
  const name = (index, text) => (index >= 0 ? nodes[index].label : text);
  const iri = (index) => (index >= 0 ? nodes[index].iri : '');
  const rows = [['subject', 'subject_iri', 'relation', 'relation_iri', 'object', 'object_iri', 'polarity', 'modality', 'attribution', 'time', 'qualifiers', 'confidence', 'rule', 'sentence', 'article', 'date', 'source', 'url']];
  for (const fact of view.facts) {
    rows.push([name(fact.s, fact.sText), iri(fact.s), fact.relation.name, fact.relation.iri, name(fact.o, fact.oText), iri(fact.o), fact.negative ? 'negative' : 'positive', fact.modality,
      fact.attribution ? fact.attribution.label : '', fact.time, fact.roles.map(({ role, label }) => `${role}: ${label}`).join('; '), fact.confidence, fact.rule, fact.text,
      fact.article.title, fact.article.date, RAW.sources[fact.article.source], fact.article.url]);
  }
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function turtleString(text) {
  return `"${text.replace(/[\\"\n\r\t]/g, (c) => ({ '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[c]).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

function turtleIri(text) {
  return `<${text.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)}>`;
}

const TYPED_TIMES = [[/^-?\d{4}-\d\d-\d\dT\d\d:\d\d/, 'dateTime'], [/^-?\d{4}-\d\d-\d\d$/, 'date'], [/^-?\d{4}-\d\d$/, 'gYearMonth'], [/^-?\d{4}$/, 'gYear']];

function turtleTime(text) {
  const found = TYPED_TIMES.find(([shape]) => shape.test(text));
  return found ? `${turtleString(text)}^^xsd:${found[1]}` : turtleString(text);
}

// As `kg build` writes it: bare triples only for what articles themselves assert, every fact as a
// statement with its evidence. Statements and articles are blank nodes here, their own names are not in the page.
function turtleText() {
  const { kg, role, nif } = RAW.namespaces;
  const out = [`@prefix kg: <${kg}> .`, `@prefix role: <${role}> .`, `@prefix nif: <${nif}> .`, '@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .',
    '@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .', '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .', '@prefix owl: <http://www.w3.org/2002/07/owl#> .',
    '@prefix prov: <http://www.w3.org/ns/prov#> .', '@prefix schema: <https://schema.org/> .', '@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .', ''];
  const kept = new Set(view.nodes);
  for (const fact of view.facts) for (const index of members(fact)) kept.add(index);
  for (const index of [...kept].sort((a, b) => a - b)) out.push(turtleEntity(nodes[index], kg));
  out.push('');
  const bare = new Set();
  for (const fact of view.facts) if (fact.status === 'asserted' && fact.s >= 0 && fact.o >= 0) bare.add(`${turtleIri(nodes[fact.s].iri)} ${turtleIri(fact.relation.iri)} ${turtleIri(nodes[fact.o].iri)} .`);
  out.push(...bare, '');
  const told = new Set(view.facts.map((fact) => fact.article));
  for (const article of told) {
    const lines = [`_:a${article.index} a schema:NewsArticle`, `  schema:headline ${turtleString(article.title)}`];
    if (article.date) lines.push(`  schema:datePublished ${turtleTime(article.date)}`);
    if (safeUrl(article.url)) lines.push(`  schema:url ${turtleIri(safeUrl(article.url))}`);
    out.push(`${lines.join(' ;\n')} .`);
  }
  out.push('', ...view.facts.map((fact) => turtleStatement(fact, role)));
  return `${out.join('\n')}\n`;
}

function turtleEntity(node, kg) {
  const lines = [`${turtleIri(node.iri)} a ${turtleIri(kg + typeName(node.type))}`, `  rdfs:label ${turtleString(node.label)}@id`];
  for (const name of node.names) if (name !== node.label) lines.push(`  skos:altLabel ${turtleString(name)}@id`);
  if (/^Q\d+$/.test(node.wikidata)) lines.push(`  owl:sameAs <http://www.wikidata.org/entity/${node.wikidata}>`);
  return `${lines.join(' ;\n')} .`;
}

function turtleStatement(fact, role) {
  const term = (index, text) => (index >= 0 ? turtleIri(nodes[index].iri) : `${turtleString(text)}@id`);
  const lines = ['[] a kg:Statement', `  rdf:predicate ${turtleIri(fact.relation.iri)}`];
  if (fact.s >= 0 || fact.sText) lines.push(`  rdf:subject ${term(fact.s, fact.sText)}`);
  if (fact.o >= 0 || fact.oText) lines.push(`  rdf:object ${term(fact.o, fact.oText)}`);
  lines.push(`  prov:wasDerivedFrom _:a${fact.article.index}`, `  kg:polarity kg:${fact.negative ? 'negative' : 'positive'}`, `  kg:modality ${turtleIri(RAW.namespaces.kg + fact.modality)}`);
  if (fact.attribution) {
    lines.push(`  kg:attributionText ${turtleString(fact.attribution.label)}@id`);
    if (fact.attribution.node >= 0) lines.push(`  kg:attributedTo ${turtleIri(nodes[fact.attribution.node].iri)}`);
  }
  if (fact.time) lines.push(`  kg:time ${turtleTime(fact.time)}`);
  for (const { role: name, label, node } of fact.roles) lines.push(`  ${turtleIri(role + name)} ${term(node, label)}`);
  lines.push(`  kg:predicateText ${turtleString(fact.predicate)}@id`, `  kg:rule ${turtleString(fact.rule)}`, `  kg:confidence ${turtleString(String(fact.confidence))}^^xsd:decimal`,
    `  kg:evidence [ a kg:Sentence ; nif:anchorOf ${turtleString(fact.text)} ]`);
  return `${lines.join(' ;\n')} .`;
}

async function copyLink() {
  const address = location.href;
  try {
    await navigator.clipboard.writeText(address);
    announce(t('linkCopied'));
  } catch {
    openDialog(t('copyLink'), [h('input', { type: 'text', value: address, readonly: true, 'aria-label': t('copyLink'), class: 'wide', onfocus: (event) => event.target.select() })]);
  }
}

const EXPORTS = {
  png: savePng,
  svg: () => saveFile('graph.svg', 'image/svg+xml', svgText()),
  csv: () => saveFile('facts.csv', 'text/csv', csvText()),
  ttl: () => saveFile('graph.ttl', 'text/turtle', turtleText()),
  link: copyLink,
};
