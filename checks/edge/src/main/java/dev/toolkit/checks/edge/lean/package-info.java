/**
 * Classes in the place of those of the kernel that use the JDK's coders and tables, which a bundle
 * would carry along. {@link dev.toolkit.checks.edge.lean.LeanSubstitutions} puts them there.
 */
@NullMarked
package dev.toolkit.checks.edge.lean;

import org.jspecify.annotations.NullMarked;
