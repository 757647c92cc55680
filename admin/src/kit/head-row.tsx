/** Titles of a table. One that ends with `#` stands over numbers: to the right, as they do. A blank one stands over buttons. */
export function HeadRow({ titles }: { titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) =>
          title.trim() === '' ? (
            <td key={title} />
          ) : (
            <th key={title} scope="col" className={title.endsWith('#') ? 'num' : undefined}>
              {title.replace(/#$/, '')}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
