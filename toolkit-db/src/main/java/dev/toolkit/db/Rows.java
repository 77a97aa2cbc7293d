package dev.toolkit.db;

import dev.toolkit.db.function.Function10;
import dev.toolkit.db.function.Function11;
import dev.toolkit.db.function.Function12;
import dev.toolkit.db.function.Function13;
import dev.toolkit.db.function.Function14;
import dev.toolkit.db.function.Function15;
import dev.toolkit.db.function.Function16;
import dev.toolkit.db.function.Function2;
import dev.toolkit.db.function.Function3;
import dev.toolkit.db.function.Function4;
import dev.toolkit.db.function.Function5;
import dev.toolkit.db.function.Function6;
import dev.toolkit.db.function.Function7;
import dev.toolkit.db.function.Function8;
import dev.toolkit.db.function.Function9;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.Row;
import java.sql.SQLException;
import java.util.List;

/** Projections of several columns that a function puts together. */
final class Rows {
  private Rows() {}

  /** Makes an object of the columns that begin at a position. */
  @FunctionalInterface
  private interface Reader<R> {
    R read(Row row, int position) throws SQLException;
  }

  private static <R> Projection<R> of(List<? extends Projection<?>> parts, Reader<R> reader) {
    int width = parts.stream().mapToInt(Projection::width).sum();
    return new Projection<>() {
      @Override
      void collect(List<Item> items) {
        parts.forEach(part -> part.collect(items));
      }

      @Override
      int width() {
        return width;
      }

      @Override
      R read(Row row, int position) throws SQLException {
        return reader.read(row, position);
      }
    };
  }

  static <A, B, R> Projection<R> row(
      Projection<A> a, Projection<B> b, Function2<? super A, ? super B, ? extends R> make) {
    int atB = a.width();
    return of(List.of(a, b), (row, at) -> make.apply(a.read(row, at), b.read(row, at + atB)));
  }

  static <A, B, C, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Function3<? super A, ? super B, ? super C, ? extends R> make) {
    int atB = a.width();
    int atC = atB + b.width();
    return of(
        List.of(a, b, c),
        (row, at) -> make.apply(a.read(row, at), b.read(row, at + atB), c.read(row, at + atC)));
  }

  static <A, B, C, D, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Function4<? super A, ? super B, ? super C, ? super D, ? extends R> make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    return of(
        List.of(a, b, c, d),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD)));
  }

  static <A, B, C, D, E, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Function5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    return of(
        List.of(a, b, c, d, e),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE)));
  }

  static <A, B, C, D, E, F, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Function6<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    return of(
        List.of(a, b, c, d, e, f),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF)));
  }

  static <A, B, C, D, E, F, G, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Function7<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    return of(
        List.of(a, b, c, d, e, f, g),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG)));
  }

  static <A, B, C, D, E, F, G, H, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Function8<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    return of(
        List.of(a, b, c, d, e, f, g, h),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH)));
  }

  static <A, B, C, D, E, F, G, H, I, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Function9<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    int atI = atH + h.width();
    return of(
        List.of(a, b, c, d, e, f, g, h, i),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH),
                i.read(row, at + atI)));
  }

  static <A, B, C, D, E, F, G, H, I, J, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j,
      Function10<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? super J,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    int atI = atH + h.width();
    int atJ = atI + i.width();
    return of(
        List.of(a, b, c, d, e, f, g, h, i, j),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH),
                i.read(row, at + atI),
                j.read(row, at + atJ)));
  }

  static <A, B, C, D, E, F, G, H, I, J, K, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j,
      Projection<K> k,
      Function11<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? super J,
              ? super K,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    int atI = atH + h.width();
    int atJ = atI + i.width();
    int atK = atJ + j.width();
    return of(
        List.of(a, b, c, d, e, f, g, h, i, j, k),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH),
                i.read(row, at + atI),
                j.read(row, at + atJ),
                k.read(row, at + atK)));
  }

  static <A, B, C, D, E, F, G, H, I, J, K, L, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j,
      Projection<K> k,
      Projection<L> l,
      Function12<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? super J,
              ? super K,
              ? super L,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    int atI = atH + h.width();
    int atJ = atI + i.width();
    int atK = atJ + j.width();
    int atL = atK + k.width();
    return of(
        List.of(a, b, c, d, e, f, g, h, i, j, k, l),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH),
                i.read(row, at + atI),
                j.read(row, at + atJ),
                k.read(row, at + atK),
                l.read(row, at + atL)));
  }

  static <A, B, C, D, E, F, G, H, I, J, K, L, M, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j,
      Projection<K> k,
      Projection<L> l,
      Projection<M> m,
      Function13<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? super J,
              ? super K,
              ? super L,
              ? super M,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    int atI = atH + h.width();
    int atJ = atI + i.width();
    int atK = atJ + j.width();
    int atL = atK + k.width();
    int atM = atL + l.width();
    return of(
        List.of(a, b, c, d, e, f, g, h, i, j, k, l, m),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH),
                i.read(row, at + atI),
                j.read(row, at + atJ),
                k.read(row, at + atK),
                l.read(row, at + atL),
                m.read(row, at + atM)));
  }

  static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j,
      Projection<K> k,
      Projection<L> l,
      Projection<M> m,
      Projection<N> n,
      Function14<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? super J,
              ? super K,
              ? super L,
              ? super M,
              ? super N,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    int atI = atH + h.width();
    int atJ = atI + i.width();
    int atK = atJ + j.width();
    int atL = atK + k.width();
    int atM = atL + l.width();
    int atN = atM + m.width();
    return of(
        List.of(a, b, c, d, e, f, g, h, i, j, k, l, m, n),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH),
                i.read(row, at + atI),
                j.read(row, at + atJ),
                k.read(row, at + atK),
                l.read(row, at + atL),
                m.read(row, at + atM),
                n.read(row, at + atN)));
  }

  static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j,
      Projection<K> k,
      Projection<L> l,
      Projection<M> m,
      Projection<N> n,
      Projection<O> o,
      Function15<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? super J,
              ? super K,
              ? super L,
              ? super M,
              ? super N,
              ? super O,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    int atI = atH + h.width();
    int atJ = atI + i.width();
    int atK = atJ + j.width();
    int atL = atK + k.width();
    int atM = atL + l.width();
    int atN = atM + m.width();
    int atO = atN + n.width();
    return of(
        List.of(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH),
                i.read(row, at + atI),
                j.read(row, at + atJ),
                k.read(row, at + atK),
                l.read(row, at + atL),
                m.read(row, at + atM),
                n.read(row, at + atN),
                o.read(row, at + atO)));
  }

  static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j,
      Projection<K> k,
      Projection<L> l,
      Projection<M> m,
      Projection<N> n,
      Projection<O> o,
      Projection<P> p,
      Function16<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? super J,
              ? super K,
              ? super L,
              ? super M,
              ? super N,
              ? super O,
              ? super P,
              ? extends R>
          make) {
    int atB = a.width();
    int atC = atB + b.width();
    int atD = atC + c.width();
    int atE = atD + d.width();
    int atF = atE + e.width();
    int atG = atF + f.width();
    int atH = atG + g.width();
    int atI = atH + h.width();
    int atJ = atI + i.width();
    int atK = atJ + j.width();
    int atL = atK + k.width();
    int atM = atL + l.width();
    int atN = atM + m.width();
    int atO = atN + n.width();
    int atP = atO + o.width();
    return of(
        List.of(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p),
        (row, at) ->
            make.apply(
                a.read(row, at),
                b.read(row, at + atB),
                c.read(row, at + atC),
                d.read(row, at + atD),
                e.read(row, at + atE),
                f.read(row, at + atF),
                g.read(row, at + atG),
                h.read(row, at + atH),
                i.read(row, at + atI),
                j.read(row, at + atJ),
                k.read(row, at + atK),
                l.read(row, at + atL),
                m.read(row, at + atM),
                n.read(row, at + atN),
                o.read(row, at + atO),
                p.read(row, at + atP)));
  }
}
