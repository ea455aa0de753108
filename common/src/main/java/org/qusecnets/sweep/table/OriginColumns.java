package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

/**
 * What trained a model.
 *
 * @param version of the program
 * @param libraries JSON
 * @param nativeBuild name of the native build
 * @param threads a task
 * @param jvm name and version
 * @param machine operating system and processor
 */
public record OriginColumns(
    @Column("version of this program") String version,
    @Column("versions of the libraries that trained it, as JSON") String libraries,
    @Column("native build that did the arithmetic, such as linux-x86_64-onednn") String nativeBuild,
    @Column("native threads a task") int threads,
    @Column(value = "Java virtual machine", repeatability = OF_THE_RUN) String jvm,
    @Column(value = "operating system and processor", repeatability = OF_THE_RUN) String machine) {}
