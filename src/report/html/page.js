"use strict";
(() => {
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const one = (query, from = document) => from.querySelector(query);
  const findings = all(".finding");
  const data = (card) => JSON.parse(card.dataset.finding);

  // What an editor thinks of a finding stays in this browser, by fingerprint.
  const store = {
    read(card) {
      try {
        return JSON.parse(localStorage.getItem("claimlint:" + card.id)) || {};
      } catch {
        return {};
      }
    },
    write(card, verdict) {
      try {
        localStorage.setItem("claimlint:" + card.id, JSON.stringify(verdict));
      } catch {
        // A browser that keeps nothing still shows and exports.
      }
    },
  };
  const verdict = (card) => ({ status: one(".status", card).value, note: one("textarea", card).value });

  function settle(card) {
    card.dataset.status = one(".status", card).value;
    store.write(card, verdict(card));
    filterFindings();
  }

  function filterFindings() {
    const wanted = one("#status-filter").value;
    let shown = 0;
    for (const card of findings) {
      card.hidden = wanted !== "" && card.dataset.status !== wanted;
      shown += card.hidden ? 0 : 1;
    }
    one("#shown").textContent = shown + " shown";
  }

  for (const card of findings) {
    const known = store.read(card);
    one(".status", card).value = known.status || "open";
    one("textarea", card).value = known.note || "";
    card.dataset.status = known.status || "open";
    card.addEventListener("change", () => settle(card));
    one("textarea", card).addEventListener("input", () => settle(card));
  }
  one("#status-filter").addEventListener("change", filterFindings);
  filterFindings();

  // Parts.
  const tabs = all("[role=tab]");
  function open(name) {
    for (const tab of tabs) tab.setAttribute("aria-selected", String(tab.dataset.pane === name));
    for (const pane of all(".pane")) pane.hidden = pane.id !== name;
  }
  for (const tab of tabs) tab.addEventListener("click", () => (location.hash = tab.dataset.pane));
  one("[role=tablist]").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });

  // A link opens the part its target lies in, and the browser's back button leads home.
  function follow() {
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && document.getElementById(name);
    for (const old of all(".target")) old.classList.remove("target");
    if (!target) return;
    const pane = target.closest(".pane");
    if (pane) open(pane.id);
    if (target === pane) return scrollTo(0, 0);
    target.hidden = false;
    target.classList.add("target");
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }
  addEventListener("hashchange", follow);
  follow();

  // The claim sheet.
  const rows = all("#sheet tbody tr");
  const filter = one("#claim-filter");
  const cell = (row, at) => row.cells[at].textContent.trim();
  const key = (row, at) => row.cells[at].dataset.v ?? cell(row, at);
  function options(name, at) {
    const values = [...new Set(rows.map((row) => cell(row, at)))].filter(Boolean).sort();
    for (const value of values) filter.elements[name].append(new Option(value, value));
  }
  function filterClaims() {
    const { speaker, measure, period, touch } = filter.elements;
    const words = measure.value.toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!speaker.value || cell(row, 1) === speaker.value) &&
        (!words || cell(row, 5).toLowerCase().includes(words)) &&
        (!period.value || cell(row, 6) === period.value) &&
        (!touch.value || cell(row, 8) === touch.value);
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    one("output", filter).textContent = shown + " of " + rows.length;
  }
  function sort(head) {
    const at = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const numbers = rows.every((row) => key(row, at) === "" || !Number.isNaN(Number(key(row, at))));
    const order = (a, b) =>
      numbers ? Number(key(a, at)) - Number(key(b, at)) : key(a, at).localeCompare(key(b, at));
    rows.sort((a, b) => (down ? order(b, a) : order(a, b)));
    one("#sheet tbody").append(...rows);
  }
  if (filter) {
    options("speaker", 1);
    options("period", 6);
    filter.addEventListener("input", filterClaims);
    filter.addEventListener("submit", (event) => event.preventDefault());
    for (const head of all("#sheet th")) one("button", head).addEventListener("click", () => sort(head));
    filterClaims();
  }

  // Figures that nothing was made of.
  for (const row of all("#sheet tr.untouched")) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = one("a", row).getAttribute("href");
    link.textContent = cell(row, 2);
    item.append(link, " " + [cell(row, 5), cell(row, 1), cell(row, 0)].filter(Boolean).join(", "));
    one("#untouched-list").append(item);
  }

  // Exports.
  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  // A JSON string is a TOML basic string, but for the delete character.
  const toml = (text) => JSON.stringify(text).replace(/\u007f/g, "\\u007f");
  function suppressions() {
    const dismissed = findings.filter((card) => card.dataset.status === "dismissed");
    return dismissed
      .map((card) => {
        const finding = data(card);
        const reason = verdict(card).note.trim() || "Not an error.";
        const message = finding.message.replace(/[\u0000-\u001f\u007f]/g, " ");
        return `# ${message}\n[[suppress]]\nfingerprint = ${toml(finding.fingerprint)}\nreason = ${toml(reason)}\n`;
      })
      .join("\n");
  }
  // A cell that a spreadsheet would compute gets an apostrophe.
  function csvCell(text) {
    const line = String(text ?? "").replace(/[\u0000-\u001f\u007f]+/g, " ");
    const guarded = /^\s*[=+\-@＝＋－＠]/.test(line) ? "'" + line : line;
    return '"' + guarded.replace(/"/g, '""') + '"';
  }
  function csv() {
    const head = ["fingerprint", "rule", "severity", "confidence", "message", "status", "note", "speakers", "figures"];
    const lines = findings.map((card) => {
      const finding = data(card);
      const { status, note } = verdict(card);
      const speakers = finding.claims.map((claim) => claim.speaker ?? "").join(" / ");
      const figures = finding.claims.map((claim) => claim.text).join(" / ");
      return [finding.fingerprint, finding.rule, finding.severity, finding.confidence, finding.message, status, note, speakers, figures];
    });
    return [head, ...lines].map((line) => line.map(csvCell).join(",") + "\r\n").join("");
  }
  // https://schema.org/ClaimReview: one review for each figure of a confirmed finding.
  function reviews() {
    const confirmed = findings.filter((card) => card.dataset.status === "confirmed");
    return confirmed.map((card) => {
      const finding = data(card);
      const claim = finding.claims.at(-1);
      return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        claimReviewed: claim.sentence,
        reviewBody: [finding.message, finding.arithmetic, verdict(card).note].filter(Boolean).join(". "),
        itemReviewed: {
          "@type": "Claim",
          author: { "@type": "Person", name: claim.speaker ?? "unnamed speaker" },
          appearance: { "@type": "CreativeWork", name: claim.source },
        },
        reviewRating: { "@type": "Rating", alternateName: "Contradicts another figure of the same text" },
        identifier: finding.fingerprint,
      };
    });
  }
  const acts = {
    suppressions: () => save("claimlint-suppressions.toml", "application/toml", suppressions()),
    csv: () => save("claimlint-findings.csv", "text/csv", csv()),
    review: () => save("claim-review.jsonld", "application/ld+json", JSON.stringify(reviews(), null, 2) + "\n"),
    theme() {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    },
  };
  for (const button of all("[data-act]")) button.addEventListener("click", acts[button.dataset.act]);

  // Keys.
  function step(by) {
    if (one("#findings").hidden) open("findings");
    const shown = findings.filter((card) => !card.hidden);
    const at = shown.findIndex((card) => card.contains(document.activeElement));
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    next?.focus();
  }
  function mark(status) {
    const card = document.activeElement.closest?.(".finding");
    if (!card) return;
    one(".status", card).value = status;
    settle(card);
  }
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    t: () => one(".place a", document.activeElement.closest?.(".finding") ?? document.body)?.click(),
    c: () => mark("confirmed"),
    x: () => mark("dismissed"),
    n: () => one("textarea", document.activeElement.closest?.(".finding") ?? document.body)?.focus(),
    "/": () => {
      open("claims");
      filter?.elements.measure.focus();
    },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const act = keys[event.key] ?? (/^[1-5]$/.test(event.key) && (() => tabs[event.key - 1].click()));
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
