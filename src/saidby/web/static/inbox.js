"use strict";
// Files and folders are dropped; what runs is looked at again until it is done. Without this script files are chosen in
// the form, and the page of a job loads itself anew.
(() => {
  for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;

  // ---------------------------------------------------------------- jobs
  const told = document.querySelector("[data-told]");
  const follow = async (job) => {
    for (;;) {
      await new Promise((wake) => setTimeout(wake, 700));
      let fresh;
      try {
        const answer = await fetch(job.dataset.job);
        if (!answer.ok) return;
        fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".job");
      } catch {
        continue; // the server is away: it may come back
      }
      for (const live of job.querySelectorAll("[data-live]")) {
        const now = fresh.querySelector(`[data-live=${live.dataset.live}]`);
        if (now && now.innerHTML !== live.innerHTML && !live.contains(document.activeElement))
          live.replaceChildren(...now.childNodes);
      }
      if (!fresh.dataset.job) {
        for (const form of document.querySelectorAll("[data-while-running]")) form.hidden = true;
        if (told) told.textContent = fresh.querySelector("[data-live=state]").textContent.trim();
        return;
      }
    }
  };
  for (const job of document.querySelectorAll(".job[data-job]")) if (job.dataset.job) follow(job);

  // ---------------------------------------------------------------- files
  const form = document.querySelector("[data-drop]");
  if (!form) return;
  const sending = form.querySelector("[data-sending]");
  const most = Number(form.dataset.most);
  const MANY = 400; // files of one request

  const below = async (entry, path) => {
    if (entry.isFile) {
      const file = await new Promise((found, failed) => entry.file(found, failed));
      return [{ file, name: path + file.name }];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((entries, failed) => reader.readEntries(entries, failed));
      if (!some.length) break;
      for (const one of some) found.push(...(await below(one, `${path}${entry.name}/`)));
    }
    return found;
  };

  const send = async (files) => {
    const large = files.filter((one) => one.file.size > most * 0.99);
    if (large.length) {
      sending.textContent = `${large[0].name} is too large to be sent; add it with saidby add.`;
      return;
    }
    const batches = [[]];
    let size = 0;
    for (const one of files) {
      const last = batches[batches.length - 1];
      if (last.length && (last.length >= MANY || size + one.file.size > most * 0.9)) {
        batches.push([]);
        size = 0;
      }
      batches[batches.length - 1].push(one);
      size += one.file.size;
    }
    let job = "";
    for (const [number, batch] of batches.entries()) {
      sending.textContent = batches.length > 1 ? `Sending part ${number + 1} of ${batches.length}` : "Sending";
      const data = new FormData(form);
      data.delete("files");
      for (const one of batch) data.append("files", one.file, one.name);
      let answer;
      try {
        answer = await fetch(form.action, { method: "POST", body: data });
      } catch {
        sending.textContent = "That could not be sent; is saidby still running?";
        return;
      }
      if (!answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        sending.textContent = page.querySelector("main")?.textContent.replace(/\s+/g, " ").trim() || "That was refused.";
        return;
      }
      job = answer.url;
    }
    location.assign(batches.length > 1 ? form.dataset.after || "/inbox" : job);
  };

  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const found = [];
    for (const entry of entries) found.push(...(await below(entry, "")));
    if (!entries.length) for (const file of event.dataTransfer.files) found.push({ file, name: file.name });
    if (found.length) await send(found);
  });
  form.addEventListener("submit", (event) => {
    const folder = form.querySelector("[data-folder]");
    const found = [...form.querySelector("[data-files]").files].map((file) => ({ file, name: file.name }));
    for (const file of folder.files) found.push({ file, name: file.webkitRelativePath || file.name });
    if (!found.length) return; // the server says what is missing
    event.preventDefault();
    send(found);
  });
})();
