// Reads the tables of a sweep and draws the report's sections in order.

function readReport() {
  const json = dataOfPage();
  const cells = decode(json.cells);
  return {
    origin: json.origin,
    cells,
    worstCase: decode(json.worst_case),
    certified: decode(json.certified),
    failed: decode(json.failed),
    models: decode(json.models),
    datasets: decode(json.datasets),
    examples: decode(json.examples.table),
    pictures: json.examples.pictures,
    curves: decode(json.curves),
    claims: decode(json.claims),
    order: distinct(cells, 'label'),
  };
}

function main() {
  const report = readReport();
  addLead(report);
  addWorstCase(report);
  addCertificates(report);
  addOverview(report);
  addClaims(report.claims);
  addAccuracy(report);
  addDistances(report);
  addQueries(report);
  addLevels(report);
  addHeatMap(report);
  addThreats(report);
  addPictures(report);
  addThresholds(report);
  addCosts(report);
  addFailed(report);
  addProvenance(report);
  offerPage(report);
}

main();
