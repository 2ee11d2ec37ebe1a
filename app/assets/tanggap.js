// Makes pages nicer, never possible: everything works without it.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// One click, one request; the server would act once anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A page of our own, fetched and read; nothing where it is not what was asked for (signed out, an error, another page).
async function page(address, signal) {
  const answer = await fetch(address, { signal, headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// The address says what is shown; what leads back to this page later (language, colours) leads to that.
function nowAt(address) {
  history.replaceState(history.state, "", address);
  for (const link of document.querySelectorAll('a[href*="?kembali="]')) {
    link.search = new URLSearchParams({ kembali: location.pathname + location.search });
  }
}

// <form method="get" data-live="region" data-live-status="status">: what is typed into a search field or ticked is asked
// for at once. The region is swapped, its `data-count` is told, and the address says what is shown. A newer question
// ends an older one; where anything fails the page stays, and the button still works.
for (const form of document.querySelectorAll("form[data-live]")) {
  let timer, running;
  const ask = async () => {
    const address = new URL(form.action, location.href);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
    const mine = running = new AbortController();
    const region = document.getElementById(form.dataset.live);
    region?.setAttribute("aria-busy", "true");
    try {
      const fresh = (await page(address, mine.signal))?.getElementById(form.dataset.live);
      if (!fresh || !region || mine !== running) return;
      region.replaceWith(document.adoptNode(fresh));
      dress(fresh);
      nowAt(address);
      const status = document.getElementById(form.dataset.liveStatus);
      if (status) status.textContent = fresh.dataset.count ?? "";
    } catch {
      // Overtaken, or no connection.
    } finally {
      if (mine === running) region?.removeAttribute("aria-busy");
    }
  };
  form.addEventListener("input", (event) => {
    if (event.isComposing || !["search", "checkbox"].includes(event.target.type)) return;
    clearTimeout(timer);
    running?.abort();
    timer = setTimeout(ask, 250);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    running?.abort();
  });
}

// Branches of a tree open and close in place. Each link says the whole state, so that what the answer shows otherwise is
// taken over branch by branch, and the links of all others are renewed. One at a time: the next click begins where the
// last one ended. Links become buttons for those who hear them, because they go nowhere any more.
function dress(root) {
  for (const link of root.querySelectorAll("a[data-branch]")) link.setAttribute("role", "button");
}
const own = (item, wanted) => item?.querySelector(`:scope > ${wanted}`);
function takeOver(tree, fresh) {
  for (const line of fresh.querySelectorAll("li[id]")) {
    const there = own(line, ".node > a[data-branch]");
    const item = document.getElementById(line.id);
    const here = own(item, ".node > a[data-branch]");
    if (!there || !here || !tree.contains(here)) continue;
    here.href = there.href;
    if (here.ariaExpanded === there.ariaExpanded) continue;
    for (const name of ["aria-expanded", "aria-label"]) here.setAttribute(name, there.getAttribute(name));
    own(item, ":is(ul, p)")?.remove();
    const below = own(line, ":is(ul, p)");
    if (below) item.append(document.importNode(below, true));
  }
  dress(tree);
}
async function branch(link) {
  const tree = link.closest(".tree");
  const address = link.href;
  if (!tree?.isConnected || !link.isConnected) return;
  link.setAttribute("aria-busy", "true");
  try {
    const fresh = (await page(address))?.querySelector(".tree");
    if (!fresh) throw new Error("no tree");
    takeOver(tree, fresh);
    nowAt(address.split("#")[0]);
    const asked = new URLSearchParams(location.search);
    for (const field of document.querySelectorAll("form[data-live] input[type=hidden]")) field.value = asked.get(field.name) ?? field.value;
  } catch {
    location.assign(address);
  } finally {
    link.removeAttribute("aria-busy");
  }
}
let turn = Promise.resolve();
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-branch]");
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  turn = turn.then(() => branch(link));
});
document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("a[data-branch]");
  if (!link || event.key !== " ") return;
  event.preventDefault();
  link.click();
});
dress(document);

// A part of a page that changes by itself is asked for now and then, while somebody looks at it.
for (const part of document.querySelectorAll("[data-poll]")) {
  const poll = async () => {
    const idle = document.hidden || part.contains(document.activeElement);
    const answer = idle ? null : await fetch(part.dataset.poll).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(part.id);
      // Done: the whole page is another, unless somebody is just writing on it.
      if (!fresh && !document.querySelector("details[open] form")) { location.reload(); return; }
      if (fresh) part.replaceChildren(...fresh.childNodes);
    }
    setTimeout(poll, 5000);
  };
  setTimeout(poll, 5000);
}
