"""where a cell stood in which month, filled with where it stands; petitions counted by place and month"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('cell_stay',
    sa.Column('cell', sa.String(length=36), nullable=False),
    sa.Column('since', sa.String(length=7), nullable=False),
    sa.Column('until', sa.String(length=7), nullable=True),
    sa.Column('place', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['place'], ['organisation.id'], name=op.f('fk_cell_stay_place')),
    sa.PrimaryKeyConstraint('cell', 'since', name=op.f('pk_cell_stay'))
    )
    with op.batch_alter_table('cell_stay', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cell_stay_place'), ['place'], unique=False)

    op.create_table('petition_figure',
    sa.Column('place', sa.String(length=36), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('raised', sa.Integer(), nullable=False),
    sa.Column('answered', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['place'], ['organisation.id'], name=op.f('fk_petition_figure_place')),
    sa.PrimaryKeyConstraint('place', 'month', name=op.f('pk_petition_figure'))
    )
    with op.batch_alter_table('four_good', schema=None) as batch_op:
        batch_op.create_index('ix_four_good_year_cell', ['year', 'cell'], unique=False)
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index('ix_organisation_kind', ['kind'], unique=False)

    op.execute(
        "INSERT INTO cell_stay (cell, since, until, place)"
        " SELECT id, '', NULL, parent_id FROM organisation WHERE kind = 'cell' AND parent_id IS NOT NULL"
    )
    op.execute(
        "INSERT INTO petition_figure (place, month, raised, answered)"
        " SELECT o.parent_id, substr(p.raised_on, 1, 7), count(*), count(p.answered_at)"
        " FROM petition p JOIN organisation o ON o.id = p.cell GROUP BY o.parent_id, substr(p.raised_on, 1, 7)"
    )
