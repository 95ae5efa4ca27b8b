"""half points"""

from alembic import op
import sqlalchemy as sa


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('score', sa.Column('half', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('year_score', sa.Column('half', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('official_points', sa.Column('half', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('official_points', sa.Column('half_of', sa.Integer(), nullable=False, server_default='0'))
