"""The one way to change the change log: to empty what it says of people who are there no more."""

from django.db import migrations

# Texts become empty, dates and small numbers (a year of birth) NULL; ids, moments and who did it
# stay. A line belongs to a person by its own id in the log of people, by the columns that name
# one, by the entries in the banks, and by the invitations an answer came from.
SCRUB = """
    CREATE FUNCTION bank_scrub_history(cards bigint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        mentors bigint[];
        mentees bigint[];
        invitations bigint[];
        log record;
        touched bigint;
        total bigint := 0;
    BEGIN
        IF EXISTS (SELECT 1 FROM bank_person WHERE id = ANY (cards))
            OR EXISTS (SELECT 1 FROM bank_mergerecord WHERE dropped_key = ANY (cards)) THEN
            RAISE EXCEPTION 'the log of people who are still there is kept'
                USING ERRCODE = 'check_violation';
        END IF;
        mentors := ARRAY(SELECT DISTINCT pgh_obj_id FROM bank_mentorentryevent
            WHERE person_id = ANY (cards));
        mentees := ARRAY(SELECT DISTINCT pgh_obj_id FROM bank_menteeentryevent
            WHERE person_id = ANY (cards));
        invitations := ARRAY(SELECT DISTINCT pgh_obj_id FROM surveys_invitationevent
            WHERE person_id = ANY (cards) OR about_id = ANY (cards));
        FOR log IN
            SELECT t.name, t.wheres, string_agg(format('%I = %s', c.column_name, CASE
                WHEN c.data_type = 'jsonb' THEN '''{}'''
                WHEN c.data_type IN ('text', 'character varying') THEN ''''''
                ELSE 'NULL' END), ', ') AS changes
            FROM (
                SELECT table_name AS name, string_agg(CASE
                    WHEN column_name IN ('person_id', 'about_id') THEN
                        format('%I = ANY ($1)', column_name)
                    WHEN column_name = 'mentor_entry_id' THEN 'mentor_entry_id = ANY ($2)'
                    WHEN column_name = 'mentee_entry_id' THEN 'mentee_entry_id = ANY ($3)'
                    WHEN column_name = 'invitation_id' THEN 'invitation_id = ANY ($4)'
                    ELSE 'pgh_obj_id = ANY ($1)' END, ' OR ') AS wheres
                FROM information_schema.columns
                WHERE table_schema = 'public'
                    -- A pair is told of as long as its order is: it goes with its own term.
                    AND table_name LIKE '%event' AND table_name <> 'pairs_pairevent'
                    AND (column_name IN ('person_id', 'about_id', 'mentor_entry_id',
                            'mentee_entry_id', 'invitation_id')
                        OR (table_name = 'bank_personevent' AND column_name = 'pgh_obj_id'))
                GROUP BY table_name
            ) t
            JOIN information_schema.columns c ON c.table_name = t.name
            WHERE c.table_schema = 'public' AND c.column_name NOT LIKE 'pgh\\_%'
                AND (c.data_type IN ('text', 'character varying', 'jsonb')
                    OR (c.data_type IN ('date', 'smallint') AND c.is_nullable = 'YES'))
                AND EXISTS (SELECT 1 FROM information_schema.columns k
                    WHERE k.table_schema = 'public' AND k.table_name = t.name
                        AND k.column_name = 'pgh_obj_id')
            GROUP BY t.name, t.wheres
        LOOP
            EXECUTE format('UPDATE %I SET %s WHERE %s', log.name, log.changes, log.wheres)
                USING cards, mentors, mentees, invitations;
            GET DIAGNOSTICS touched = ROW_COUNT;
            total := total + touched;
        END LOOP;
        RETURN total;
    END
    $$;
    REVOKE EXECUTE ON FUNCTION bank_scrub_history(bigint[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("bank", "0008_consents_end_by_year")]

    operations = [migrations.RunSQL(SCRUB, "DROP FUNCTION bank_scrub_history(bigint[])")]
