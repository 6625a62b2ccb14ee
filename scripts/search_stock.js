/* Answers queries with the search worker of Material for MkDocs as it is shipped, in Node.js. Reads a task from standard input:
 * {worker, lunr, config, docs, asked: [{locale, queries}]} → {locale: [[address below the root, …], …]} */
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const listeners = [];
let answered = null;
const scope = {
  console, setTimeout, clearTimeout, URL, location: { href: "http://localhost/" },
  addEventListener: (type, listener) => listeners.push(listener),
  removeEventListener: () => {},
  postMessage: (message) => answered && answered(message),
};
scope.self = scope.window = scope.globalThis = scope;
vm.createContext(scope);
scope.importScripts = (...urls) => urls.forEach((url) => vm.runInContext(fs.readFileSync(path.join(task.lunr, url.split("/lunr/")[1]), "utf8"), scope));
// The worker looks for the language support of lunr beside itself, by the address of its script.
scope.document = undefined;
vm.runInContext(fs.readFileSync(task.worker, "utf8"), scope);

function tell(data) {
  return new Promise((resolve, reject) => {
    answered = resolve;
    Promise.all(listeners.map((listener) => listener({ data }))).catch(reject);
  });
}

(async () => {
  await tell({ type: 0, data: { config: task.config, docs: task.docs, options: { suggest: false } } });
  const answers = {};
  for (const { locale, queries } of task.asked) {
    answers[locale] = [];
    for (const text of queries) {
      const { data } = await tell({ type: 2, data: text });
      answers[locale].push(data.items.slice(0, 10).map((group) => group[0].location));
    }
  }
  console.log(JSON.stringify(answers));
})();
