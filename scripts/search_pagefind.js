/* Answers queries with Pagefind's own script and WebAssembly over the index it made, in Node.js. Reads a task from standard input:
 * {bundle, asked: [{locale, queries}]} → {locale: [[address below the root, …], …]} */
"use strict";
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const BASE = "https://site.example/pagefind/";
const MOST = 10;
globalThis.fetch = async (address) => {
  const file = path.join(task.bundle, new URL(address).pathname.slice("/pagefind/".length));
  return new Response(fs.readFileSync(file));
};

/* A hit is a page; it leads to the section where most of the words stand, as in Pagefind's own list. */
function address(page) {
  const best = page.sub_results.reduce((best, one) => (one.locations.length > best.locations.length ? one : best), page.sub_results[0]);
  const url = new URL(best ? best.url : page.url, "https://site.example/");
  return url.pathname.slice(1) + url.hash;
}

(async () => {
  // Not in the folder of packages, the script would be read as CommonJS.
  const script = path.join(task.bundle, "pagefind.mjs");
  fs.copyFileSync(path.join(task.bundle, "pagefind.js"), script);
  const answers = {};
  for (const { locale, queries } of task.asked) {
    globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => locale }) };
    const pagefind = await import(pathToFileURL(script).href + "?" + locale);
    await pagefind.options({ basePath: BASE, baseUrl: "/" });
    await pagefind.init();
    answers[locale] = [];
    for (const text of queries) {
      const found = await pagefind.search(text);
      answers[locale].push((await Promise.all(found.results.slice(0, MOST).map((one) => one.data()))).map(address));
    }
  }
  console.log(JSON.stringify(answers));
})();
