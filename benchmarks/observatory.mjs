// Mozilla's HTTP Observatory over a proxy of our own: TLS and plain HTTP before the app, as it is deployed.
//
//     node observatory.mjs PACKAGE_FOLDER APP_PORT KEY CERTIFICATE PATH...
//
// Told on stdout: {"https": PORT} first, so that the app can be started for that address; then, after a line on
// stdin, a list with a grade for each path. An error page is graded too, which the Observatory's own scan refuses.
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, appPort, key, certificate, ...paths] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(`${folder}/src/${file}`));
const { retrieve } = await load("retriever/retriever.js");
const { ALL_TESTS } = await load("constants.js");
const { getGradeForScore, getScoreModifier } = await load("grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await load("grader/charts.js");

let httpsPort = 0;

// Both ports go by one name, as 80 and 443 do.
const forward = (proto) => (asked, answer) => {
  const headers = { ...asked.headers, host: `localhost:${httpsPort}` };
  headers["x-forwarded-for"] = "203.0.113.1";
  headers["x-forwarded-proto"] = proto;
  const inner = http.request(
    { host: "127.0.0.1", port: appPort, method: asked.method, path: asked.url, headers },
    (from) => {
      answer.writeHead(from.statusCode, from.rawHeaders);
      from.pipe(answer);
    },
  );
  inner.on("error", () => answer.destroy());
  asked.pipe(inner);
};

const listening = (server) =>
  new Promise((done) => server.listen(0, "localhost", () => done(server.address().port)));

const plain = http.createServer(forward("http"));
const secure = https.createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, forward("https"));
const httpPort = await listening(plain);
httpsPort = await listening(secure);
console.log(JSON.stringify({ https: httpsPort }));
await new Promise((done) => createInterface({ input: process.stdin }).once("line", done));

// As the Observatory's scan does it.
const graded = async (path) => {
  const found = await retrieve("localhost", { httpPort, httpsPort, path });
  const results = ALL_TESTS.map((test) => test(found)).filter((result) => result.result);
  const modifiers = results.map((result) => getScoreModifier(result.result));
  const uncurved = 100 + modifiers.filter((modifier) => modifier < 0).reduce((sum, modifier) => sum + modifier, 0);
  const extra = 100 + modifiers.reduce((sum, modifier) => sum + modifier, 0);
  const { grade, score } = getGradeForScore(uncurved >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? extra : uncurved);
  const counted = Object.fromEntries(results.map((result, at) => [result.result, modifiers[at]]));
  return { path, status: found.responses.auto.status, grade, score, counted };
};

// The last path is graded over its limit.
const exhaust = async (path) => {
  for (let asked = 0; asked < 60; asked += 1) await fetch(`https://localhost:${httpsPort}${path}`);
};

const grades = [];
for (const path of paths) {
  if (path === paths.at(-1)) await exhaust(path);
  grades.push(await graded(path));
}
console.log(JSON.stringify(grades));
process.exit(0);
