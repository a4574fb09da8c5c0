/// The views of the database and its full-text search.
enum DatabaseViews {
  /// Statements that make them, once the tables are filled.
  static let statements = [
    byYearInstrumentAgency, conflicts, search,
    "INSERT INTO observations_fts (observations_fts) VALUES ('rebuild')",
  ]

  /// Amounts and counts add up, rates and ranks do not: their sum is NULL.
  private static let byYearInstrumentAgency = """
    CREATE VIEW by_year_instrument_agency AS
    SELECT
      year, instrument, max(instrument_name) AS instrument_name, agency, max(agency_name) AS agency_name,
      metric, max(metric_name) AS metric_name, measure, unit, period_type, status,
      count(*) AS n_figures, sum(n_observations) AS n_observations,
      sum(agreement = 'conflict') AS n_conflicts,
      CASE
        WHEN measure = 'level'
          AND unit NOT IN
            ('percent', 'percentage_point', 'basis_point', 'times', 'rank', 'year', 'month', 'day')
        THEN sum(value)
      END AS value_sum,
      min(value_min) AS value_min, max(value_max) AS value_max
    FROM financial_metrics
    GROUP BY year, instrument, agency, metric, measure, unit, period_type, status
    """

  /// Every observation behind a figure on which the documents disagree.
  private static let conflicts = """
    CREATE VIEW conflicts AS
    SELECT
      f.year, f.instrument, f.instrument_name, f.agency, f.agency_name, f.metric, f.metric_name, f.subject,
      f.measure, f.unit, f.period_type, f.ref_area, f.status, f.value_min, f.value_max,
      o.observation_id = f.observation_id AS is_chosen, o.value, o.value_exact, o.comparator, o.value_text,
      o.period_end, o.evidence, o.observation_id, o.document_id, d.title AS document_title,
      d.date AS document_date, d.url AS document_url
    FROM financial_metrics AS f
    JOIN observations AS o
      ON o.year = f.year AND o.instrument = f.instrument AND o.agency = f.agency AND o.metric = f.metric
      AND o.subject = f.subject AND o.measure = f.measure AND o.unit = f.unit
      AND o.period_type = f.period_type AND o.ref_area = f.ref_area AND o.status = f.status
    JOIN documents AS d ON d.document_id = o.document_id
    WHERE f.agreement = 'conflict'
    """

  /// The trigram tokenizer finds Chinese text, which has no spaces, by any three characters or more; for two, `LIKE` on `observations`. The
  /// name and the content table are what Datasette looks for to offer a search box.
  private static let search = """
    CREATE VIRTUAL TABLE observations_fts USING fts5(evidence, content = 'observations', tokenize = 'trigram')
    """
}
