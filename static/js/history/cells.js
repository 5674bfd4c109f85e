// From the editor to the history of one cell: the link in the head leads to the cell that was entered last.

const link = document.getElementById("cell-history");

document.getElementById("editor")?.addEventListener("focusin", (event) => {
  const place = event.target.dataset.place;
  if (!link || !place?.startsWith("figures.")) return;
  link.hidden = false;
  link.href = `${link.pathname}?place=${encodeURIComponent(place)}`;
});
