/* Types queries letter by letter into the search, in Node.js. Reads a task from standard input: {engine, locale, folder, queries} and prints
 * {fetched: [[files a first answer needs], …], strokes: [milliseconds of each answer, files read and all], busy: [the processor's share of them]} */
"use strict";
const fs = require("fs");
const path = require("path");
const { performance } = require("perf_hooks");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const { create } = require(path.resolve(task.engine));

function search(names) {
  return create({
    locale: task.locale,
    load: async (name) => {
      names.push(name);
      const text = fs.readFileSync(path.join(task.folder, name + ".js"), "utf8");
      return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
    },
  });
}

(async () => {
  const fetched = [], strokes = [], busy = [];
  for (const text of task.queries) {
    const names = [];
    await search(names).query(text);
    fetched.push(names);
  }
  const typed = search([]);
  await typed.query("a");
  for (const text of task.queries) {
    for (let length = 1; length <= text.length; length++) {
      const before = process.cpuUsage(), started = performance.now();
      await typed.query(text.slice(0, length));
      strokes.push(performance.now() - started);
      const used = process.cpuUsage(before);
      busy.push((used.user + used.system) / 1000);
    }
  }
  console.log(JSON.stringify({ fetched, strokes, busy }));
})();
