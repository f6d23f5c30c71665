"""The command line: pumpurs."""

from __future__ import annotations

import click

from api.cli import (
    access,
    ask,
    class_promotions,
    db,
    demo,
    figures,
    funding,
    generate,
    institutions,
    journal,
    log,
    materials,
    metrics,
    operation,
    outcomes,
    participants,
    partners,
    plans,
    projections,
    record,
    regional_coordinators,
    report,
    run,
    specialists,
    statistics,
    surveys,
    token,
    trainings,
    verifications,
    warnings,
    workers,
    worklists,
    youth_projects,
)
from api.cli.command import Commands


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 a problem was found, 2 wrong usage, 3 the database is not there or not ready.",
)
@click.version_option(package_name="pumpurs-ledger", message="%(version)s")
def main() -> None:
    """The ledger of support measures of ESF operation 8.3.4.0/16/I/001 (PuMPuRS)."""


main.add_command(run.run)
main.add_command(access.access)
main.add_command(ask.ask)
main.add_command(class_promotions.class_promotions)
main.add_command(db.db)
main.add_command(demo.demo)
main.add_command(figures.figures)
main.add_command(funding.funding)
main.add_command(generate.generate)
main.add_command(institutions.institutions)
main.add_command(journal.journal)
main.add_command(log.log)
main.add_command(metrics.metrics)
main.add_command(operation.operation)
main.add_command(outcomes.outcomes)
main.add_command(participants.participants)
main.add_command(partners.partners)
main.add_command(plans.plans)
main.add_command(projections.projections)
main.add_command(record.record)
main.add_command(regional_coordinators.regional_coordinators)
main.add_command(report.report)
main.add_command(specialists.specialists)
main.add_command(token.token)
main.add_command(trainings.trainings)
main.add_command(materials.materials)
main.add_command(statistics.statistics)
main.add_command(surveys.surveys)
main.add_command(warnings.warnings)
main.add_command(worklists.worklists)
main.add_command(verifications.verifications)
main.add_command(workers.sequencer)
main.add_command(workers.projector)
main.add_command(workers.webhooks)
main.add_command(youth_projects.youth_projects)
