// Small helps on top of pages that work without them. No page needs this file.
(() => {
  'use strict';
  const root = document.documentElement;
  const $ = (selector) => document.querySelector(selector);

  // An error summary takes focus, and its links put the cursor into the field.
  $('[data-focus]')?.focus();
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.error-summary a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (field) { event.preventDefault(); field.focus(); field.scrollIntoView({ block: 'center' }); }
  });

  // "/" finds, "?" helps, "g" and a letter goes to a place. Off when the person chose so.
  const places = { h: '/', s: '/secondments', p: '/people' };
  let go = false;
  document.addEventListener('keydown', (event) => {
    if (root.dataset.keys === 'false' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, textarea, select, dialog, [contenteditable]')) return;
    const key = event.key;
    if (go && places[key]) location.assign(places[key]);
    go = key === 'g';
    if (key === '/' && $('#find')) { event.preventDefault(); $('#find').focus(); }
    if (key === '?') location.assign('/help');
  });

  document.addEventListener('click', (event) => {
    // A link to a confirmation page opens it as a dialog instead, where the page holds one.
    const opener = event.target.closest('[data-dialog]');
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
    const closer = event.target.closest('[data-close]');
    if (closer) { event.preventDefault(); closer.closest('dialog')?.close(); }
    const copy = event.target.closest('[data-copy]');
    const source = copy && document.getElementById(copy.dataset.copy);
    if (source) navigator.clipboard?.writeText(source.value).then(() => { copy.textContent = 'Copied'; });
  });

  // What is typed into a field shows elsewhere too, such as a name as a signature.
  for (const mirror of document.querySelectorAll('[data-mirror]')) {
    const field = document.getElementById(mirror.dataset.mirror);
    field?.addEventListener('input', () => { mirror.textContent = field.value; });
  }

  // A form with data-live="/address" and data-target="id" asks for that part of the page again
  // 400 ms after a change. Without it the part is worked out on save.
  for (const form of document.querySelectorAll('form[data-live]')) {
    let timer;
    let asking;
    const ask = async () => {
      const target = document.getElementById(form.dataset.target);
      if (!target) return;
      asking?.abort();
      asking = new AbortController();
      target.setAttribute('aria-busy', 'true');
      try {
        const body = new URLSearchParams(new FormData(form));
        const reply = await fetch(form.dataset.live, { method: 'POST', body, signal: asking.signal });
        if (reply.ok) target.innerHTML = await reply.text();
      } catch { /* the last answer stays; saving works it out */ }
      target.removeAttribute('aria-busy');
    };
    form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 400); });
  }
})();
