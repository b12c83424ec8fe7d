// Loads a file into an N3.js store; prints the number of its quads; Comunica answers queries as SPARQL JSON.
const fs = require('node:fs');
const { StreamParser, Store } = require('n3');
const { QueryEngine } = require('@comunica/query-sparql-rdfjs');

async function main([file, ...queries]) {
  const store = new Store();
  await new Promise((done, failed) => {
    const parser = new StreamParser();
    fs.createReadStream(file).on('error', failed).pipe(parser).on('error', failed);
    store.import(parser).on('end', done).on('error', failed);
  });
  console.log(store.size);
  const engine = new QueryEngine();
  for (const query of queries) {
    const found = await engine.query(fs.readFileSync(query, 'utf8'), { sources: [store] });
    const { data } = await engine.resultToString(found, 'application/sparql-results+json');
    const output = fs.createWriteStream(`${query}.json`);
    await new Promise((done, failed) => data.pipe(output).on('finish', done).on('error', failed));
  }
}

main(process.argv.slice(2));
