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
