// Words of the interface, numbers, dates, and the one way in which elements are made: text is only text.

const WORDS = JSON.parse(document.getElementById('kg-words').textContent);
let language = document.documentElement.lang in WORDS ? document.documentElement.lang : 'id';

// Words for one (`key.one`) are others than for many in some languages.
function t(key, values) {
  const one = values?.n === 1 ? WORDS[language][`${key}.one`] : undefined;
  let text = one ?? WORDS[language][key] ?? WORDS.en[key] ?? key;
  if (values) {
    for (const [name, value] of Object.entries(values)) {
      text = text.split(`{${name}}`).join(typeof value === 'number' ? num(value) : value);
    }
  }
  return text;
}

const LOCALES = { id: 'id-ID', en: 'en-GB' };
const NUMBERS = Object.fromEntries(Object.entries(LOCALES).map(([code, locale]) => [code, new Intl.NumberFormat(locale)]));

const SHARES = Object.fromEntries(Object.entries(LOCALES).map(([code, locale]) => [code, new Intl.NumberFormat(locale, { style: 'percent' })]));

function share(value) {
  return SHARES[language].format(value);
}

function num(value) {
  return NUMBERS[language].format(value);
}

function dateText(iso) {
  if (!iso) return '';
  const [from, to] = iso.split('/');
  if (to) return `${dateText(from)} – ${dateText(to)}`;
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(T\d\d:\d\d)?/.exec(from);
  if (!found) return iso;
  const [, year, month, day, clock] = found;
  const date = new Date(Date.UTC(+year, +(month || 1) - 1, +(day || 1)));
  const options = { timeZone: 'UTC', year: 'numeric' };
  if (month) options.month = 'short';
  if (day) options.day = 'numeric';
  const text = new Intl.DateTimeFormat(LOCALES[language], options).format(date);
  return clock ? `${text}, ${clock.slice(1).replace(':', language === 'id' ? '.' : ':')}` : text;
}

// h('button', {class: 'x', onclick: f, 'aria-label': 'y'}, 'text', element, …)
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  apply(element, attributes);
  append(element, children);
  return element;
}

function apply(element, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'hidden') element[name] = value;
    else if (name === 'href') { const url = safeUrl(value); if (url) element.setAttribute('href', url); }
    else element.setAttribute(name, value === true ? '' : value);
  }
}

function append(element, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : '';
  } catch {
    return '';
  }
}

function link(url, ...children) {
  const safe = safeUrl(url);
  if (!safe) return h('span', null, ...children);
  return h('a', { href: safe, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

// A name from outside: isolated, so that right-to-left text does not turn its surroundings.
function bdi(text, attributes) {
  return h('bdi', attributes, text);
}

function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function announce(text) {
  const region = document.getElementById('announcer');
  if (region && region.textContent !== text) region.textContent = text;
}

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
