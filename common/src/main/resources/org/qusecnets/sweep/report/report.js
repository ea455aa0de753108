// Reads the tables and draws the sections in order. Tests and other scripts ask window.sweepReport.

function readReport() {
  const json = JSON.parse(document.getElementById('sweep-data').textContent);
  const cells = decode(json.cells);
  return {
    origin: json.origin,
    cells,
    failed: decode(json.failed),
    models: decode(json.models),
    examples: decode(json.examples.table),
    pictures: json.examples.pictures,
    claims: decode(json.claims),
    order: distinct(cells, 'label'),
  };
}

function main() {
  const report = readReport();
  addOverview(report);
  addClaims(report.claims);
  addAccuracy(report);
  addLevels(report);
  addHeatMap(report);
  addThreats(report);
  addPictures(report);
  addThresholds(report);
  addCosts(report);
  addFailed(report);
  addProvenance(report);
  dark.addEventListener('change', drawAll);
  window.sweepReport = {
    report,
    charts: () => [...drawn.keys()],
    series: (id) => drawn.get(id).series,
  };
}

main();
