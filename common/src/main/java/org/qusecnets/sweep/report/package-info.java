/**
 * The report: one page of HTML that shows a sweep's tables and needs nothing else, no network and
 * no server. The noise analysis has such a page, too.
 *
 * <p>{@link org.qusecnets.sweep.report.Report} puts the tables as JSON into the page, the columns
 * that it shows, numbers as they are; names that people read ({@link
 * org.qusecnets.sweep.report.DefenseLabels}, {@link org.qusecnets.sweep.report.SettingLabels}) and
 * pictures ({@link org.qusecnets.sweep.report.PictureBook}) are made here. Everything else is done
 * where the page is read, by the scripts among this package's resources, so that readers can choose
 * what is drawn. Apache ECharts, from its WebJar, draws the charts; a table with the same numbers
 * stands behind each.
 *
 * <p>{@link org.qusecnets.sweep.report.ResiliencePage} makes the page of the noise analysis on the
 * same template, style and charts: {@code data.js}, {@code elements.js}, {@code drawing.js} and
 * {@code lines.js} belong to both, the other scripts to one of them.
 *
 * <p>Curves over images are made of more rows than a page can hold: {@link
 * org.qusecnets.sweep.report.CurveChoice} says what they are made of, {@link
 * org.qusecnets.sweep.report.ImageMinima} adds up examples wherever they are read, and what comes
 * out is a few steps of each curve ({@link org.qusecnets.sweep.report.ImageCurve}).
 *
 * <p>A page has to stay small enough to open, whatever the sweep's size: {@link
 * org.qusecnets.sweep.report.ReportTables} says how many rows it takes at most, and the page says
 * what was left out. {@link org.qusecnets.sweep.report.PictureChoice} chooses the pictures.
 *
 * <p>Nothing in the tables is trusted to be harmless: the JSON cannot end the element that it is
 * in, scripts set text and never markup, and the page's policy forbids it to fetch anything.
 *
 * <p>{@link org.qusecnets.sweep.report.Report} is where to start reading. This package may use
 * {@code table}, {@code resilience} and what they use.
 */
package org.qusecnets.sweep.report;
