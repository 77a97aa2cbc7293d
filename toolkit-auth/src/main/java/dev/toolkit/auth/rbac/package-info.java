/** Roles and permissions: policies, the decisions they make, and the middleware that asks them. */
@NullMarked
package dev.toolkit.auth.rbac;

import org.jspecify.annotations.NullMarked;
