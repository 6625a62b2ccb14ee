/* Answers queries with the search of a finished site, in Node.js. Reads a task from standard input and prints the addresses of the hits:
 * {engine, asked: [{locale, folder, queries}]} → {locale: [[address below the language's home, …], …]} */
"use strict";
const fs = require("fs");
const path = require("path");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const engine = require(path.resolve(task.engine));

function data(file) {
  const text = fs.readFileSync(file, "utf8");
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
}

(async () => {
  const answers = {};
  for (const { locale, folder, queries } of task.asked) {
    const search = engine.create({ locale, load: async (name) => data(path.join(folder, name + ".js")), weights: task.weights });
    answers[locale] = [];
    for (const text of queries) answers[locale].push((await search.query(text)).hits.map((hit) => hit.url));
  }
  console.log(JSON.stringify(answers));
})();
