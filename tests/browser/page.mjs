// Drives the page of the HTML report; ends with an error at the first thing that is wrong.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [folder, shots] = process.argv.slice(2);
const report = JSON.parse(readFileSync(`${folder}/page.json`, "utf8"));
assert.ok(report.findings.length > 0, "the sample has a finding");

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(5000);
const complaints = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("request", (request) => /^(file|blob|data):/.test(request.url()) || complaints.push(`asks for ${request.url()}`));

const url = pathToFileURL(`${folder}/page.html`).href;
await page.goto(url);
const shoot = (name) => shots && page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
const shown = (query) => page.locator(`${query}:visible`).count();

async function save(act, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-act=${act}]`)]);
  assert.equal(download.suggestedFilename(), name);
  await download.saveAs(`${folder}/${name}`);
  return readFileSync(`${folder}/${name}`, "utf8");
}

// Findings, with quotes side by side.
assert.equal(await shown(".finding"), report.findings.length);
assert.ok((await shown(".finding blockquote")) >= 2);
await shoot("findings");

// From a quote to its place, and from the place back.
await page.click(".finding .place a");
assert.equal(await shown("#transcript"), 1);
assert.equal(await shown("#findings"), 0);
const target = await page.locator(".claim.target");
assert.equal(await target.count(), 1);
await shoot("transcript");
await target.click();
assert.equal(await shown("#findings"), 1);
assert.equal(await page.locator(".finding.target").count(), 1);
await page.goBack();
assert.equal(await shown("#transcript"), 1, "the back button leads to the transcript again");

// Hostile text is text.
const words = await page.textContent("#transcript");
assert.ok(words.includes("<script>window.pwned = 1</script>") && words.includes("<img src=x"));
assert.equal(await page.evaluate(() => window.pwned), undefined);

// The claim sheet: filter and sort.
await page.keyboard.press("3");
const rows = await shown("#sheet tbody tr");
assert.equal(rows, report.sources[0].claims);
await page.selectOption("#claim-filter [name=speaker]", { index: 1 });
const fewer = await shown("#sheet tbody tr");
assert.ok(fewer > 0 && fewer < rows, `${fewer} of ${rows}`);
await page.selectOption("#claim-filter [name=speaker]", "");
await page.click("#sheet th:nth-child(4) button");
const values = await page.$$eval("#sheet tbody td:nth-child(4)", (cells) => cells.map((cell) => Number(cell.dataset.v)));
assert.deepEqual(values, [...values].sort((a, b) => a - b));
await shoot("claims");
await page.fill("#claim-filter [name=measure]", "no such measure");
assert.equal(await shown("#sheet tbody tr"), 0);
await page.fill("#claim-filter [name=measure]", "");
await page.keyboard.press("Escape");

// Agreements and untouched figures.
await page.keyboard.press("4");
assert.equal(await shown("#agreements .agreement"), report.agreements.length);
await page.keyboard.press("5");
const untouched = await page.locator("#sheet tr.untouched").count();
assert.equal(await shown("#untouched-list li"), untouched);

// A verdict by keyboard stays after a reload and goes into the exports.
await page.keyboard.press("1");
await page.keyboard.press("j");
await page.keyboard.press("c");
await page.keyboard.press("n");
await page.keyboard.type("=checked \"twice\"");
await page.keyboard.press("Escape");
await page.reload();
assert.equal(await page.locator(".finding .status").first().inputValue(), "confirmed");
assert.equal(await page.locator(".finding textarea").first().inputValue(), "=checked \"twice\"");
const reviews = JSON.parse(await save("review", "claim-review.jsonld"));
assert.equal(reviews.length, 1);
assert.equal(reviews[0]["@type"], "ClaimReview");
const csv = await save("csv", "claimlint-findings.csv");
assert.ok(csv.includes("\"'=checked \"\"twice\"\"\""), csv);
await page.selectOption("#status-filter", "dismissed");
assert.equal(await shown(".finding"), 0);
await page.selectOption("#status-filter", "");
for (const card of await page.locator(".finding").all()) await card.locator(".status").selectOption("dismissed");
const suppressions = await save("suppressions", "claimlint-suppressions.toml");
assert.equal(suppressions.split("[[suppress]]").length - 1, report.findings.length);

// Dark, and on paper.
await page.emulateMedia({ colorScheme: "dark" });
await shoot("dark");
const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const dark = await background();
await page.click("[data-act=theme]");
assert.notEqual(await background(), dark);
await page.emulateMedia({ media: "print" });
assert.equal(await shown("nav"), 0);
assert.equal(await shown("#transcript"), 1);

// A narrow screen does not scroll sideways.
await page.emulateMedia({ media: "screen" });
await page.setViewportSize({ width: 390, height: 800 });
await page.keyboard.press("1");
const wide = () => [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && e.offsetParent).map((e) => e.outerHTML.slice(0, 80));
assert.deepEqual(await page.evaluate(wide), [], "no sideways scrolling");
await shoot("narrow");

assert.deepEqual(complaints, []);
await browser.close();
