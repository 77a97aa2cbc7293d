package dev.toolkit.db.function;

/**
 * A function of thirteen arguments, such as the constructor of a record.
 *
 * <p>It is called on the thread that reads the rows. Where threads share a query, they share it
 * too.
 *
 * @param <A> the type of the argument 1
 * @param <B> the type of the argument 2
 * @param <C> the type of the argument 3
 * @param <D> the type of the argument 4
 * @param <E> the type of the argument 5
 * @param <F> the type of the argument 6
 * @param <G> the type of the argument 7
 * @param <H> the type of the argument 8
 * @param <I> the type of the argument 9
 * @param <J> the type of the argument 10
 * @param <K> the type of the argument 11
 * @param <L> the type of the argument 12
 * @param <M> the type of the argument 13
 * @param <Z> the type of the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface Function13<A, B, C, D, E, F, G, H, I, J, K, L, M, Z> {

  /** Returns the result for the arguments. */
  Z apply(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m);
}
