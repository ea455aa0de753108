// What certificates prove of each model, method by method.

function addCertificates(report) {
  const rows = report.certified;
  if (rows.length === 0) return;
  const section = addSection('certificates', 'Certificates',
    'Each row is what one certificate proves of a defense at one epsilon, over the seeds. Certified: no perturbation within epsilon '
    + 'changes the class. Broken: the certificate found one that does. Unknown: neither; it is no evidence that the defense holds. A '
    + 'certificate of the smoothed model says nothing of the model that attacks look at.');
  const groups = [...groupBy(rows, (row) => JSON.stringify([row.label, row.method, row.data_label, row.epsilon])).values()];
  const share = (measure) => ({
    text: (group) => percent(meanOf(group, measure)),
    value: (group) => meanOf(group, measure),
  });
  const number = (measure) => ({
    text: (group) => rounded(meanOf(group, measure)),
    value: (group) => meanOf(group, measure),
  });
  section.append(scrolling(makeTable('What is certified', [
    { title: 'Defense', text: (group) => group[0].label, value: (group) => group[0].label },
    { title: 'Certificate', text: (group) => group[0].method, value: (group) => group[0].method },
    { title: 'Of', text: (group) => group[0].certifies },
    { title: 'Data', kind: 'long', text: (group) => group[0].data_label },
    { title: 'Norm', text: (group) => group[0].norm },
    { title: 'Epsilon', text: (group) => plain(group[0].epsilon), value: (group) => group[0].epsilon },
    { title: 'Certified', ...share('certified_accuracy') },
    { title: '95 % interval', kind: 'number', text: (group) => interval('certified_accuracy', summarize(group, 'certified_accuracy') || {}) },
    { title: 'Broken', ...share('broken_share') },
    { title: 'Unknown', ...share('unknown_share') },
    { title: 'Wrong without a perturbation', ...share('misclassified_share') },
    { title: 'Contradicted images', text: (group) => plain(group.reduce((sum, row) => sum + (row.contradicted || 0), 0)) },
    { title: 'Undecided values', ...number('mean_undecided_values') },
    { title: 'Unstable rectifiers', ...number('mean_unstable_rectifiers') },
    { title: 'Seconds an image', text: (group) => rounded(secondsOf(group)), value: (group) => secondsOf(group) },
    { title: 'Status', kind: 'long', text: (group) => statusOf(group) },
  ], groups)));
}

function rounded(number) {
  return isNumber(number) ? String(Number(number.toPrecision(3))) : '';
}

function secondsOf(group) {
  const seconds = meanOf(group, 'seconds');
  return seconds === null ? null : seconds / group[0].images;
}

function statusOf(group) {
  const not = group.find((row) => row.status !== 'complete');
  return not ? not.status + ': ' + not.failure : 'complete';
}
